/** A call that is given up while it waits for its job. */
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CollapError } from '../../src/errors.js';
import { createIndexJobs } from '../../src/library/index-jobs.js';
import { indexSongsTool } from '../../src/tools/index-songs.js';
import { callTool } from '../../src/tools/tool.js';
import { fakeIndexer, fakeUseCases, fakeWorkspace } from '../support/fake-collap.mjs';

let dir: string;
beforeAll(async () => {
  dir = await realpath(await mkdtemp(join(tmpdir(), 'collap-index-tool-')));
  for (const folder of ['endless', 'later']) await mkdir(join(dir, folder));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

test('ends its job at once, also while another one works before it', async () => {
  const workspace = fakeWorkspace({ libraryDir: join(dir, 'library'), roots: [dir] });
  const jobs = createIndexJobs(workspace, fakeIndexer(CollapError));
  const long = await jobs.start([join(dir, 'endless')]);
  const call = callTool(
    indexSongsTool,
    { paths: [join(dir, 'later')], waitSeconds: 50 },
    {
      ...{ workspace, jobs, useCases: fakeUseCases(CollapError), onProgress: () => {}, maxTokens: 1_000 },
      signal: AbortSignal.timeout(100),
    },
  );
  await expect(call).rejects.toMatchObject({ code: 'E_CANCELLED' });
  expect(await jobs.latest()).toMatchObject({ handle: long.handle, state: 'running' });
  await jobs.cancel(long.handle);
  expect(await jobs.latest()).toMatchObject({ state: 'cancelled', paths: [join(dir, 'later')] });
  await jobs.close();
}, 10_000);
