import * as z from 'zod';
import { CollapError } from '../errors.js';
import type { IndexJob } from '../library/index-jobs.js';
import { jobDocument, jobSchema } from './job-document.js';
import { readablePath } from './music-roots.js';
import { takeFitting } from './result-budget.js';
import { defineTool, type ToolCall } from './tool.js';

export const indexSongsInput = z.strictObject({
  paths: z
    .array(z.string().min(1).max(4_096))
    .min(1)
    .max(100)
    .optional()
    .describe('Absolute paths of audio files and folders (searched to the bottom), 1 to 100.'),
  waitSeconds: z
    .number()
    .min(0)
    .max(50)
    .default(10)
    .describe('How long to wait for the end before answering with the job so far, 0 to 50 seconds.'),
  cancelJob: z
    .string()
    .max(100)
    .optional()
    .describe('Instead of paths: the handle of a job to stop. What it has indexed stays.'),
});

const fileNote = z.object({ path: z.string(), code: z.string(), message: z.string() });

export const indexSongsOutput = z.object({
  indexed: z.uint32().describe('Files that are new, or whose audio changed.'),
  unchanged: z.uint32().describe('Files whose audio was known from the same path, also with other tags.'),
  moved: z.uint32().describe('Files recognised under another path.'),
  removed: z.uint32().describe('Files that are gone.'),
  failed: z
    .array(fileNote.extend({ remedy: z.string().optional() }))
    .describe('Files that could not be indexed, with the reason.'),
  warnings: z.array(fileNote).describe('Files that were indexed although something is wrong with them.'),
  omitted: z.uint32().describe('Failures and warnings that did not fit into this answer.'),
  job: jobSchema,
});

/** Folders and files in; what was indexed, or the handle of the job that goes on, out. */
export const indexSongsTool = defineTool({
  name: 'index_songs',
  title: 'Index songs',
  description:
    'Adds audio files and folders to the library, so that they can be searched. Starts a job and waits for it a little: until job.state is "done" the counts ' +
    'are 0, job.done of job.total files are through, and get_library_status follows the job by job.handle. Files that have not changed are skipped, so it may be called again at any time. ' +
    'Only reads music and writes the library; never changes the files. Do not use it to search, nor before every search.',
  input: indexSongsInput,
  output: indexSongsOutput,
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async run({ paths, waitSeconds, cancelJob }, call) {
    if ((paths === undefined) === (cancelJob === undefined)) {
      throw new CollapError(
        'E_USAGE',
        'index_songs takes either paths or cancelJob.',
        'Give paths to index, or the handle of the job to stop.',
      );
    }
    if (cancelJob !== undefined) return indexDocument(await call.jobs.cancel(cancelJob), call.maxTokens);
    const readable = await Promise.all((paths ?? []).map((path) => readablePath(call.workspace, path)));
    const job = await call.jobs.start(readable);
    const ended = await waitFor(job, waitSeconds * 1_000, call);
    if (ended.error !== null) throw new CollapError(ended.error.code, ended.error.message, ended.error.remedy);
    return indexDocument(ended, call.maxTokens);
  },
});

/** A caller that cancels the call while it waits wants the work to stop, not only the waiting. */
async function waitFor(job: IndexJob, milliseconds: number, call: ToolCall): Promise<IndexJob> {
  try {
    return await call.jobs.wait(job.handle, { milliseconds, signal: call.signal, onProgress: call.onProgress });
  } catch (error) {
    if (call.signal.aborted) await call.jobs.cancel(job.handle);
    throw error;
  }
}

function indexDocument(job: IndexJob, maxTokens: number): z.output<typeof indexSongsOutput> {
  const { indexed = 0, unchanged = 0, moved = 0, removed = 0, failed = [], warnings = [] } = job.report ?? {};
  const failures = takeFitting(failed, maxTokens / 2);
  const notes = takeFitting(warnings, maxTokens / 4);
  const omitted = failed.length + warnings.length - failures.length - notes.length;
  return { indexed, unchanged, moved, removed, failed: failures, warnings: notes, omitted, job: jobDocument(job) };
}
