/** What a caller is told who searches before anything is indexed. */
import { expect, test } from '@jest/globals';
import { CollapError } from '../../src/errors.js';
import type { IndexJob, IndexJobs } from '../../src/library/index-jobs.js';
import { demandTracks } from '../../src/retrieve/demand-tracks.js';
import { findSimilarTool } from '../../src/tools/find-similar.js';
import { findSongsTool } from '../../src/tools/find-songs.js';
import { callTool, type Tool } from '../../src/tools/tool.js';
import { fakeUseCases, fakeWorkspace } from '../support/fake-collap.mjs';

const empty = async () => demandTracks(0) as never;
const searches: { tool: Tool; args: object }[] = [
  { tool: findSongsTool, args: { description: 'A piano.' } },
  { tool: findSimilarTool, args: { song: 'track-3' } },
];

/** The error of a search in an empty library while the newest job is in a state. */
function refusal(tool: Tool, args: object, state: IndexJob['state'] | null): Promise<CollapError> {
  const job = state && ({ handle: 'index-0123456789ab', state } as IndexJob);
  return callTool(tool, args, {
    workspace: fakeWorkspace({ libraryDir: '/library' }),
    jobs: { latest: async () => job } as IndexJobs,
    useCases: { ...fakeUseCases(CollapError), findSongs: empty, findSimilar: empty },
    signal: new AbortController().signal,
    onProgress: () => {},
    maxTokens: 1_000,
  }).then(
    () => {
      throw new Error('nothing was refused');
    },
    (error) => error,
  );
}

test.each(searches)('$tool.name: while songs are indexed, the job and how to wait for it', async ({ tool, args }) => {
  for (const state of ['queued', 'running'] as const) {
    const { code, message, remedy } = await refusal(tool, args, state);
    expect(code).toBe('E_EMPTY_LIBRARY');
    expect(message).toContain(`index-0123456789ab, which adds some, is ${state}`);
    expect(remedy).toMatch(/get_library_status .*index-0123456789ab.* waitSeconds/);
  }
});

test.each(searches)('$tool.name: otherwise, how to add songs', async ({ tool, args }) => {
  for (const state of [null, 'done', 'failed'] as const)
    expect(await refusal(tool, args, state)).toMatchObject({
      code: 'E_EMPTY_LIBRARY',
      remedy: expect.stringContaining('index_songs'),
    });
});
