/** How much of a preview an agent gets to see. */
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { CollapError } from '../../src/errors.js';
import type { IndexJobs } from '../../src/library/index-jobs.js';
import { estimateTokens } from '../../src/tools/result-budget.js';
import { callTool } from '../../src/tools/tool.js';
import type { UseCases } from '../../src/tools/use-cases.js';
import { writeTagsTool } from '../../src/tools/write-tags.js';
import { fakeUseCases, fakeWorkspace } from '../support/fake-collap.mjs';

const MAX_TOKENS = 2_000;
const change = { field: 'key', before: [], after: ['Am'], probability: null };
const failure = { code: 'E_DECODE' as const, message: 'Broken.', remedy: 'Copy the file again.' };

/** A folder of so many files that can be tagged, and so many that cannot. */
function preview(files: number, failed: number) {
  const tagFiles: UseCases['tagFiles'] = async () => ({
    written: false,
    files: Array.from({ length: files }, (_, n) => ({
      path: `/music/${n}.mp3`,
      kind: 'ID3v2.4',
      status: 'proposed',
      changes: [change],
      leftOut: [],
    })),
    failed: Array.from({ length: failed }, (_, n) => ({ path: `/music/bad-${n}.mp3`, ...failure })),
  });
  return callTool(
    writeTagsTool,
    { songs: [resolve('test/tools')] },
    {
      workspace: fakeWorkspace({ libraryDir: '/nowhere', roots: [resolve('test')] }),
      jobs: {} as IndexJobs,
      useCases: { ...fakeUseCases(CollapError), tagFiles },
      signal: new AbortController().signal,
      onProgress: () => {},
      maxTokens: MAX_TOKENS,
    },
  );
}

test.each([
  ['where nothing failed', 100, 0],
  ['beside a few failures', 100, 3],
  ['beside many', 100, 100],
])('%s, files take up the rest of the answer', async (_, files, failed) => {
  const shown = await preview(files, failed);
  expect(estimateTokens(shown)).toBeLessThanOrEqual(MAX_TOKENS);
  expect(estimateTokens(shown)).toBeGreaterThan(0.9 * MAX_TOKENS);
  expect(shown.omitted).toBe(files + failed - shown.files.length - shown.failed.length);
});
