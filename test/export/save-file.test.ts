/** What is at the target stays, whatever goes wrong, and no temporary file is left behind. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { saveFile } from '../../src/export/save-file.js';
import { temporaryDir } from './support/sample.js';

const root = temporaryDir();
let dir: string;
let count = 0;
beforeEach(() => {
  dir = join(root, String(count++));
  mkdirSync(dir);
});
const save = (path: string, overwrite = false, text = 'new', followLinks = true) =>
  saveFile(path, { overwrite, followLinks }, (file) => file.writeFile(text));

test('a new file is written whole', async () => {
  expect(await save(join(dir, 'a.txt'))).toBe(3);
  expect(readFileSync(join(dir, 'a.txt'), 'utf8')).toBe('new');
  expect(readdirSync(dir)).toEqual(['a.txt']);
});

test('what is there is replaced on request only; a link stays one where it is followed, else it is replaced itself', async () => {
  writeFileSync(join(dir, 'old'), 'old');
  symlinkSync('old', join(dir, 'link'));
  for (const name of ['old', 'link']) {
    await expect(save(join(dir, name))).rejects.toMatchObject({
      code: 'E_EXISTS',
      remedy: expect.stringContaining('--force'),
    });
  }
  await save(join(dir, 'link'), true);
  expect(readlinkSync(join(dir, 'link'))).toBe('old');
  expect(readFileSync(join(dir, 'old'), 'utf8')).toBe('new');
  expect(readdirSync(dir).sort()).toEqual(['link', 'old']);
  await save(join(dir, 'link'), true, 'newer', false);
  expect(readFileSync(join(dir, 'link'), 'utf8')).toBe('newer');
  expect(readFileSync(join(dir, 'old'), 'utf8')).toBe('new');
});

test('a link to nothing yet makes what it leads to; one to a folder, a device or itself is refused', async () => {
  const link = join(dir, 'link');
  for (const [to, code] of [
    ['.', 'E_USAGE'],
    ['/dev/null', 'E_USAGE'],
    ['link', 'E_USAGE'],
    ['none/a', 'E_NOT_FOUND'],
  ] as const) {
    symlinkSync(to, link);
    await expect(save(link, true)).rejects.toMatchObject({ code });
    rmSync(link);
  }
  symlinkSync('later', link);
  await save(link, true);
  expect(readFileSync(join(dir, 'later'), 'utf8')).toBe('new');
  expect(readdirSync(dir).sort()).toEqual(['later', 'link']);
});

test('of many writers at once one wins', async () => {
  const path = join(dir, 'a.txt');
  const results = await Promise.allSettled(Array.from({ length: 8 }, (_, i) => save(path, false, `text ${i}`)));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(readdirSync(dir)).toEqual(['a.txt']);
});

test('a writer that fails leaves what was there', async () => {
  writeFileSync(join(dir, 'a.txt'), 'old');
  const failing = saveFile(join(dir, 'a.txt'), { overwrite: true }, async (file) => {
    await file.writeFile('half');
    throw new Error('no more');
  });
  await expect(failing).rejects.toThrow('no more');
  expect(readFileSync(join(dir, 'a.txt'), 'utf8')).toBe('old');
  expect(readdirSync(dir)).toEqual(['a.txt']);
});

describe('refusals', () => {
  test('a folder, a missing folder, a file as folder, a name that is too long', async () => {
    writeFileSync(join(dir, 'file'), '');
    await expect(save(dir, true)).rejects.toMatchObject({ code: 'E_USAGE' });
    await expect(save(join(dir, 'none', 'a'))).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
    await expect(save(join(dir, 'file', 'a'))).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
    await expect(save(join(dir, 'a'.repeat(300)))).rejects.toMatchObject({ code: 'E_USAGE' });
  });

  const isRoot = process.getuid?.() === 0;
  (isRoot ? test.skip : test)(
    `a folder that is read-only${isRoot ? ' (skipped: root may write everywhere)' : ''}`,
    async () => {
      chmodSync(dir, 0o500);
      await expect(save(join(dir, 'a'))).rejects.toMatchObject({ code: 'E_PERMISSION' });
      chmodSync(dir, 0o700);
    },
  );

  const isReadOnlyHere = process.platform === 'linux';
  (isReadOnlyHere ? test : test.skip)('a file system that is read-only (skipped where there is no /proc)', async () => {
    await expect(save('/proc/collap-export.txt')).rejects.toMatchObject({
      code: expect.stringMatching(/E_PERMISSION|E_NOT_FOUND/),
    });
  });

  const small = mountSmall();
  (small ? test : test.skip)(`a full disk${small ? '' : ' (skipped: no file system may be mounted)'}`, async () => {
    const path = join(small as string, 'a.bin');
    writeFileSync(path, 'old');
    const big = saveFile(path, { overwrite: true }, async (file) => {
      for (let i = 0; i < 64; i++) await file.writeFile(Buffer.alloc(65_536));
    });
    await expect(big).rejects.toMatchObject({ code: 'E_NO_SPACE' });
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(small as string)).toEqual(['a.bin']);
    execFileSync('umount', [small as string]);
  });
});

/** A disk of 1 MB; null where this user may not mount one. */
function mountSmall(): string | null {
  const path = join(root, 'small');
  mkdirSync(path);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', path], { stdio: 'ignore' });
    return path;
  } catch {
    return null;
  }
}
