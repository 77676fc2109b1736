/** Where the tool may write, and under which names. */
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { CollapError } from '../../src/errors.js';
import type { IndexJobs } from '../../src/library/index-jobs.js';
import { exportAnnotationsTool } from '../../src/tools/export-annotations.js';
import { callTool } from '../../src/tools/tool.js';
import { fakeUseCases, fakeWorkspace } from '../support/fake-collap.mjs';

let dir: string;
const at = (...parts: string[]): string => join(dir, ...parts);
beforeAll(async () => {
  dir = await realpath(await mkdtemp(join(tmpdir(), 'collap-export-tool-')));
  for (const folder of ['music/out', 'private']) await mkdir(at(folder), { recursive: true });
  await writeFile(at('music/a.mp3'), '');
  await symlink(at('private'), at('music/escape'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const log: string[] = [];
beforeEach(() => void log.splice(0));

const call = (args: object, maxTokens = 1_000) =>
  callTool(exportAnnotationsTool, args, {
    workspace: fakeWorkspace({ libraryDir: at('library'), roots: [at('music')], allowWrite: true }),
    jobs: {} as IndexJobs,
    useCases: fakeUseCases(CollapError, (line) => log.push(line)),
    signal: new AbortController().signal,
    onProgress: () => {},
    maxTokens,
  });
const requested = () => JSON.parse((log[0] as string).slice('export '.length));

test.each([
  ['a file below a root', 'csv', 'music/out/x.csv', 'music/out/x.csv'],
  ['a folder: the name of the song', 'midi', 'music/out', 'music/out/a.mid'],
  ['a copy: the extension of the song', 'chapters', 'music/out/b.mp3', 'music/out/b.mp3'],
])('%s is written', async (_, format, path, written) => {
  await call({ songs: [at('music/a.mp3')], format, path: at(path) });
  expect(requested()).toMatchObject({ out: at(written), songs: [at('music/a.mp3')], overwrite: false });
});

test.each([
  ['elsewhere', 'csv', () => at('private/x.csv'), 'E_OUTSIDE_ROOTS'],
  ['behind a link', 'csv', () => at('music/escape/x.csv'), 'E_OUTSIDE_ROOTS'],
  ['behind dots', 'csv', () => `${dir}/music/../private/x.csv`, 'E_OUTSIDE_ROOTS'],
  ['a folder elsewhere', 'csv', () => at('private'), 'E_OUTSIDE_ROOTS'],
  ['a folder that is missing', 'csv', () => at('music/none/x.csv'), 'E_NOT_FOUND'],
  ['a relative path', 'csv', () => 'x.csv', 'E_USAGE'],
  ['a name of another format', 'csv', () => at('music/.bashrc'), 'E_USAGE'],
  ['labels under the name of a song', 'audacity', () => at('music/b.mp3'), 'E_USAGE'],
])('%s is not', async (_, format, path, code) => {
  await expect(call({ songs: [at('music/a.mp3')], format, path: path() })).rejects.toMatchObject({ code });
  expect(log).toEqual([]);
});

test('a file is replaced on request, a song never', async () => {
  await call({ songs: [at('music/a.mp3')], format: 'csv', path: at('music/x.csv'), overwrite: true });
  expect(requested().overwrite).toBe(true);
  log.splice(0);
  await call({ songs: [at('music/a.mp3')], format: 'chapters', path: at('music/x.mp3'), overwrite: true });
  expect(requested().overwrite).toBe(false);
});

test('what is longer than an answer is refused with the way out', async () => {
  const asked = call({ songs: [at('music/a.mp3')], format: 'csv' }, 10);
  await expect(asked).rejects.toMatchObject({ code: 'E_TOO_LONG', remedy: expect.stringContaining('path') });
});
