/** Which songs are asked for. */
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { CollapError } from '../../src/errors.js';
import type { IndexJobs } from '../../src/library/index-jobs.js';
import type { TrackFilter } from '../../src/library/track-filter.js';
import { findSongsTool } from '../../src/tools/find-songs.js';
import { callTool } from '../../src/tools/tool.js';
import { fakeUseCases, fakeWorkspace, SONGS } from '../support/fake-collap.mjs';

/** The filter with which the library is searched. */
async function filterFor(args: object): Promise<TrackFilter | undefined> {
  const useCases = fakeUseCases(CollapError);
  let filter: TrackFilter | undefined;
  await callTool(
    findSongsTool,
    { description: 'A piano.', ...args },
    {
      workspace: fakeWorkspace({ libraryDir: '/nowhere', roots: [resolve('test')] }),
      jobs: {} as IndexJobs,
      useCases: {
        ...useCases,
        findSongs: (workspace, query) => {
          filter = query.filter;
          return useCases.findSongs(workspace, query);
        },
      },
      signal: new AbortController().signal,
      onProgress: () => {},
      maxTokens: 9_000,
    },
  );
  return filter;
}

test('only some songs are compared, by whatever name', async () => {
  const songs = ['track-7', 'Song 8', SONGS[3]?.path];
  expect(await filterFor({ songs, tempo: '100..' })).toEqual({
    trackIds: ['track-7', 'track-8', 'track-3'],
    tempoBpm: [100, Number.POSITIVE_INFINITY],
  });
  expect(await filterFor({})).toEqual({});
});

test.each([['No such title'], [resolve('test/rooms.test.ts')]])('%s is no song to compare', async (song) => {
  await expect(filterFor({ songs: ['track-7', song] })).rejects.toMatchObject({
    code: 'E_NOT_FOUND',
    message: expect.stringContaining(song),
  });
});
