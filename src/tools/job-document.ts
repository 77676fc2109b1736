import * as z from 'zod';
import type { IndexJob } from '../library/index-jobs.js';
import { round } from './result-budget.js';

/** How tools show a job. */
export const jobSchema = z.object({
  handle: z
    .string()
    .describe('Names the job to get_library_status (job) and index_songs (cancelJob), for 7 days after its end.'),
  state: z
    .enum(['queued', 'running', 'interrupted', 'done', 'failed', 'cancelled'])
    .describe('interrupted: its process ended; the next one resumes it.'),
  done: z.uint32().describe('Files done so far.'),
  total: z.uint32().describe('Files to do, as far as known.'),
  songsPerMinute: z.number().nullable().describe('Over the whole run; null before the first.'),
  secondsLeft: z.number().nullable().describe('Estimated time left, in seconds.'),
  message: z.string().nullable().describe('What is at hand.'),
  startedAt: z.string().describe('ISO 8601, UTC.'),
  finishedAt: z.string().nullable(),
  error: z
    .object({ code: z.string(), message: z.string(), remedy: z.string() })
    .nullable()
    .describe('Why the job failed.'),
});

/** A job without its paths, which may be long, and its report, which index_songs spreads out. */
export function jobDocument(job: IndexJob): z.output<typeof jobSchema> {
  const { paths: _, report: __, songsPerMinute, secondsLeft, ...shown } = job;
  return { ...shown, songsPerMinute: rounded(songsPerMinute), secondsLeft: rounded(secondsLeft) };
}

const rounded = (value: number | null): number | null => (value === null ? null : round(value, 1));
