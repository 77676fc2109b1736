/** Songs of the library whose files lie outside the roots of the server: they may be found, their files may not be opened. */
import { mkdir, mkdtemp, realpath, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { CollapError } from '../../src/errors.js';
import type { IndexJobs } from '../../src/library/index-jobs.js';
import { indexPaths } from '../../src/library/index-paths.js';
import { openLibrary } from '../../src/library/library.js';
import type { StoredTrack } from '../../src/library/stored-track.js';
import { alignStructureTool } from '../../src/tools/align-structure.js';
import { classifySongTool } from '../../src/tools/classify-song.js';
import { describeSongTool } from '../../src/tools/describe-song.js';
import { embedSongTool } from '../../src/tools/embed-song.js';
import { exportAnnotationsTool } from '../../src/tools/export-annotations.js';
import { findSimilarTool } from '../../src/tools/find-similar.js';
import { callTool, type Tool } from '../../src/tools/tool.js';
import type { UseCases } from '../../src/tools/use-cases.js';
import { writeTagsTool } from '../../src/tools/write-tags.js';
import { fakeWav, fakeWorkspace } from '../library/support/fake-workspace.mjs';
import { fakeUseCases } from '../support/fake-collap.mjs';

let dir: string;
const at = (...parts: string[]): string => join(dir, ...parts);
const ids: Record<string, string> = {};
/** `music` is the root; `private` and a link to it in `music` were indexed, too. */
beforeAll(async () => {
  dir = await realpath(await mkdtemp(join(tmpdir(), 'collap-outside-')));
  for (const folder of ['music', 'private', 'linked']) await mkdir(at(folder));
  await writeFile(at('music/inside.wav'), fakeWav(1));
  await writeFile(at('music/replaced.wav'), fakeWav(2));
  await writeFile(at('private/outside.wav'), fakeWav(3));
  await writeFile(at('linked/behind.wav'), fakeWav(4));
  await symlink(at('linked/behind.wav'), at('music/behind.wav'));
  const all = fakeWorkspace({ libraryDir: at('library'), openLibrary });
  await indexPaths(all, [at('music'), at('private')]);
  const library = await all.library();
  for (const name of ['inside', 'outside', 'behind'])
    ids[name] = ((await library.findTrack(name)) as StoredTrack).trackId;
  await writeFile(at('music/replaced.wav'), fakeWav(5));
  await utimes(at('music/replaced.wav'), 1, 1);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const called: unknown[][] = [];
beforeEach(() => void called.splice(0));

function call(tool: Tool, args: object, roots: readonly string[] = [at('music')]): Promise<unknown> {
  const fakes = fakeUseCases(CollapError) as unknown as Record<string, (...given: unknown[]) => unknown>;
  const useCases = Object.fromEntries(
    Object.entries(fakes).map(([name, run]) => [
      name,
      (workspace: unknown, ...given: unknown[]) => {
        called.push([name, ...given]);
        return run(workspace, ...given);
      },
    ]),
  ) as unknown as UseCases;
  return callTool(tool, args, {
    workspace: fakeWorkspace({ libraryDir: at('library'), openLibrary, roots }),
    jobs: {} as IndexJobs,
    useCases,
    signal: new AbortController().signal,
    onProgress: () => {},
    maxTokens: 10_000,
  });
}

const WAYS: readonly [string, () => string][] = [
  ['path', () => at('private/outside.wav')],
  ['title', () => 'outside'],
  ['id', () => ids.outside as string],
  ['path of a link', () => at('music/behind.wav')],
  ['title of a link', () => 'behind'],
  ['id of a link', () => ids.behind as string],
];

describe.each(WAYS)('named by %s', (_, name) => {
  test.each<[string, Tool, (song: string) => object]>([
    ['align_structure', alignStructureTool, (song) => ({ song })],
    ['align_structure with it', alignStructureTool, (song) => ({ song: 'inside', with: song })],
    ['describe_song', describeSongTool, (song) => ({ song })],
    ['export_annotations', exportAnnotationsTool, (song) => ({ songs: [song], format: 'csv' })],
    ['a copy', exportAnnotationsTool, (song) => ({ songs: [song], format: 'wav-cue', path: at('music') })],
    ['write_tags', writeTagsTool, (song) => ({ songs: [song] })],
    ['write_tags that writes', writeTagsTool, (song) => ({ songs: [song], write: true })],
    ['write_tags that takes back', writeTagsTool, (song) => ({ songs: [song], undo: true })],
  ])('%s does not open the file', async (_title, tool, args) => {
    await expect(call(tool, args(name()))).rejects.toMatchObject({ code: 'E_OUTSIDE_ROOTS' });
    expect(called).toEqual([]);
  });

  test('what is stored is answered without hearing the file', async () => {
    expect(await call(embedSongTool, { song: name() })).toMatchObject({ trackId: expect.any(String) });
    expect(called).toEqual([]);
    await call(classifySongTool, { song: name() });
    await call(findSimilarTool, { song: name() });
    await call(exportAnnotationsTool, { songs: [name()], format: 'xspf' });
    expect(called).toMatchObject([
      ['classifySong', expect.stringMatching(/^[0-9a-f]{32}$/), { hearSections: false }],
      ['findSimilar', { mayHear: false }],
      ['exportSongs', { songs: [expect.stringMatching(/^\//)] }],
    ]);
  });
});

test('inside the roots a song is opened however it is named', async () => {
  for (const song of [at('music/inside.wav'), 'inside', ids.inside as string]) {
    await call(writeTagsTool, { songs: [song], write: true });
    expect(called.pop()).toMatchObject(['tagFiles', [at('music/inside.wav')], { action: 'write' }]);
    await call(classifySongTool, { song });
    expect(called.pop()).toMatchObject(['classifySong', ids.inside, { hearSections: true }]);
  }
});

test('without roots, indexed songs are opened however they are named', async () => {
  for (const song of [at('private/outside.wav'), 'outside', ids.outside as string]) {
    await call(describeSongTool, { song }, []);
    expect(called.pop()).toMatchObject(['describeSong', at('private/outside.wav'), {}]);
  }
});

test('a file in the place of an indexed one is heard, not answered from what is stored', async () => {
  await call(classifySongTool, { song: at('music/replaced.wav') });
  await call(findSimilarTool, { song: at('music/replaced.wav') });
  expect(called).toMatchObject([
    ['classifySong', at('music/replaced.wav'), { hearSections: true }],
    ['findSimilar', { song: at('music/replaced.wav'), mayHear: true }],
  ]);
});
