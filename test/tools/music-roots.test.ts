import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Library } from '../../src/library/library.js';
import type { Workspace } from '../../src/library/workspace.js';
import { readablePath } from '../../src/tools/music-roots.js';
import { fakeWorkspace } from '../support/fake-collap.mjs';

let dir: string;
const at = (...parts: string[]): string => join(dir, ...parts);
/** `music` is allowed through the link `link-to-music`; `indexed` was indexed before; `private` is neither. */
beforeAll(async () => {
  dir = await realpath(await mkdtemp(join(tmpdir(), 'collap-roots-')));
  for (const folder of ['music/album', 'music-too', 'indexed/deep', 'private'])
    await mkdir(at(folder), { recursive: true });
  for (const file of ['music/a.wav', 'music-too/b.wav', 'indexed/deep/c.wav', 'private/d.wav'])
    await writeFile(at(file), '');
  await symlink(at('music'), at('link-to-music'));
  await symlink(at('private'), at('music/escape'));
  await symlink(at('private/d.wav'), at('music/escape.wav'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

function workspace(roots: readonly string[] | null): Workspace {
  const folders = async () => [at('indexed')];
  return {
    ...fakeWorkspace({ libraryDir: at('library'), roots }),
    records: async () => ({ folders }) as unknown as Library,
  };
}

test.each([
  ['a file below a root', 'music/a.wav', 'music/a.wav'],
  ['the root itself', 'music', 'music'],
  ['the root by its link', 'link-to-music/a.wav', 'music/a.wav'],
  ['dots that stay inside', 'music/album/../a.wav', 'music/a.wav'],
])('%s may be read', async (_, given, real) => {
  expect(await readablePath(workspace([at('link-to-music')]), `${dir}/${given}`)).toBe(at(real));
});

test.each([
  ['a file elsewhere', () => at('private/d.wav')],
  ['a file of a folder that is indexed, and no root', () => at('indexed/deep/c.wav')],
  ['a folder whose name begins like a root', () => at('music-too/b.wav')],
  ['dots that leave', () => `${dir}/music/../private/d.wav`],
  ['a link to a folder elsewhere', () => at('music/escape/d.wav')],
  ['a link to a file elsewhere', () => at('music/escape.wav')],
  ['the folder above', () => dir],
  ['the whole disk', () => '/'],
  ['something that is not there, elsewhere', () => at('private/nothing/at/all.wav')],
  ['something that is not there, behind a link', () => at('music/escape/nothing.wav')],
  ['something that is not there, behind dots', () => `${dir}/music/../private/nothing.wav`],
])('%s may not', async (_, path) => {
  await expect(readablePath(workspace([at('music')]), path())).rejects.toMatchObject({
    code: 'E_OUTSIDE_ROOTS',
    remedy: expect.stringContaining('--root'),
  });
});

test.each([
  ['a relative path', () => 'music/a.wav'],
  ['a home', () => '~/Music'],
  ['a URL', () => pathToFileURL(at('music/a.wav')).href],
  ['an encoded path', () => encodeURIComponent(at('music/a.wav'))],
  ['a share', () => '\\\\server\\music\\a.wav'],
  ['a NUL', () => `${at('music/a.wav')}\0.png`],
  ['nothing', () => ''],
])('%s is not a path', async (_, path) => {
  await expect(readablePath(workspace([at('music')]), path())).rejects.toMatchObject({ code: 'E_USAGE' });
});

test.each([
  ['a folder: itself', () => at('private'), () => `--root ${at('private')} `],
  ['a folder at the top: itself', () => '/etc', () => '--root /etc '],
  ['a file: its folder', () => at('private/d.wav'), () => `--root ${at('private')} `],
])('the remedy names of %s', async (_, path, named) => {
  const refused = readablePath(workspace([at('music')]), path());
  await expect(refused).rejects.toMatchObject({ remedy: expect.stringContaining(named()) });
});

test.each(['music/escape', 'music/escape/d.wav', 'music/escape.wav', 'music/escape/nothing.wav'])(
  '%s is told as a link that leads elsewhere, and not where to',
  async (path) => {
    const refused = readablePath(workspace([at('music')]), at(path));
    await expect(refused).rejects.toMatchObject({ message: expect.stringMatching(/ link, .*leads out of/) });
    await expect(refused).rejects.not.toMatchObject({ remedy: expect.stringContaining(dir) });
  },
);

test('a name that is not UTF-8 is read under its name in the library', async () => {
  await writeFile(Buffer.concat([Buffer.from(`${at('music')}/caf`), Buffer.from([0xe9]), Buffer.from('.wav')]), '');
  expect(await readablePath(workspace([at('music')]), at('music/caf\\xe9.wav'))).toBe(at('music/caf\\xe9.wav'));
});

test('without roots, only what is indexed may be read', async () => {
  expect(await readablePath(workspace([]), at('indexed/deep/c.wav'))).toBe(at('indexed/deep/c.wav'));
  expect(await readablePath(workspace([]), at('indexed'))).toBe(at('indexed'));
  await expect(readablePath(workspace([]), at('music'))).rejects.toMatchObject({ code: 'E_OUTSIDE_ROOTS' });
});

test('a root that is missing allows nothing; no limit allows everything', async () => {
  await expect(readablePath(workspace([at('gone')]), at('music'))).rejects.toMatchObject({ code: 'E_OUTSIDE_ROOTS' });
  expect(await readablePath(workspace(null), at('private/d.wav'))).toBe(at('private/d.wav'));
});

test('inside a root, a missing file is told as missing', async () => {
  await expect(readablePath(workspace([at('music')]), at('music/no/such.wav'))).rejects.toMatchObject({
    code: 'E_NOT_FOUND',
  });
});
