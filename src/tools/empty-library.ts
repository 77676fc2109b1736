import { CollapError } from '../errors.js';
import type { IndexJobs } from '../library/index-jobs.js';

/**
 * Says of a library without songs, where a job is about to fill it, that it is, and how to wait for it.
 *
 * @throws {@link CollapError} `E_EMPTY_LIBRARY` with the job; any other error as it is.
 */
export async function rethrowWithJob(error: unknown, jobs: IndexJobs): Promise<never> {
  if (!(error instanceof CollapError) || error.code !== 'E_EMPTY_LIBRARY') throw error;
  const job = await jobs.latest().catch(() => null);
  if (job === null || !['queued', 'running'].includes(job.state)) throw error;
  throw new CollapError(
    'E_EMPTY_LIBRARY',
    `The library holds no songs yet; the job ${job.handle}, which adds some, is ${job.state}.`,
    `Wait for it by get_library_status with job "${job.handle}" and waitSeconds 50, then ask again: songs are found as soon as they are stored.`,
    { cause: error },
  );
}
