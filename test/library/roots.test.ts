import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { assertInsideRoots, isInsideRoots } from '../../src/library/roots.js';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'collap-roots-')));
const music = join(base, 'music');
beforeAll(() => {
  for (const folder of ['music/rock', 'music/..odd', 'music/A: best of', 'music-more', 'private'])
    mkdirSync(join(base, folder), { recursive: true });
  writeFileSync(join(base, 'private', 'x.mp3'), '');
  symlinkSync(join(base, 'private'), join(music, 'link'));
  symlinkSync(music, join(base, 'alias'));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

test.each<[string, boolean]>([
  ['music', true],
  ['music/rock', true],
  ['music/..odd', true],
  ['music/A: best of', true],
  ['music/rock/../rock', true],
  ['alias/rock', true],
  ['music-more', false],
  ['private/x.mp3', false],
  ['music/link/x.mp3', false],
  ['music/link', false],
  ['music/../private', false],
  ['.', false],
])('%s inside music: %s', async (path, inside) => {
  expect(await isInsideRoots(`${base}/${path}`, [music])).toBe(inside);
  expect(await isInsideRoots(`${base}/${path}`, [join(base, 'gone'), join(base, 'alias')])).toBe(inside);
  expect(await isInsideRoots(`${base}/${path}`, null)).toBe(true);
  expect(await isInsideRoots(`${base}/${path}`, [])).toBe(false);
});

test('the refusal names what is allowed', async () => {
  await expect(assertInsideRoots(join(base, 'private'), 'private', [music])).rejects.toMatchObject({
    code: 'E_OUTSIDE_ROOTS',
    message: expect.stringContaining(music),
    remedy: expect.stringContaining('--root'),
  });
});
