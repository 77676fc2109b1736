import * as z from 'zod';
import { allowedFolders } from '../library/roots.js';
import { jobDocument, jobSchema } from './job-document.js';
import { takeFitting } from './result-budget.js';
import { defineTool } from './tool.js';

export const getLibraryStatusInput = z.strictObject({
  job: z
    .string()
    .max(100)
    .optional()
    .describe('The handle of a job of index_songs to follow; left out, the running job is shown, else the newest.'),
  waitSeconds: z
    .number()
    .min(0)
    .max(50)
    .default(0)
    .describe('How long to wait for the end of the job before answering, 0 to 50 seconds.'),
});

export const getLibraryStatusOutput = z.object({
  tracks: z.uint32().describe('Recordings that can be searched.'),
  files: z.uint32().describe('Files that hold them.'),
  failed: z.uint32().describe('Files that could not be indexed.'),
  failures: z
    .array(z.object({ path: z.string(), code: z.string(), message: z.string(), remedy: z.string().optional() }))
    .describe('The reasons, as many as fit.'),
  copies: z
    .array(z.object({ trackId: z.string(), paths: z.array(z.string()) }))
    .describe('Files of the very same audio, as many as fit; find_similar by structure knows other encodings.'),
  folders: z.array(z.string()).describe('Folders and files that were given to index_songs, as many as fit.'),
  roots: z.array(z.string()).nullable().describe('What may be indexed and opened lies in these; null: anywhere.'),
  model: z.object({ name: z.string(), version: z.string(), sha256: z.string() }),
  device: z.string().describe('What computes: cpu, cuda, …'),
  diskBytes: z.int().describe('Size of the library on disk, in bytes.'),
  notices: z
    .array(z.string())
    .describe('What to know about every answer, such as that a newer model has not heard the songs yet.'),
  job: jobSchema.nullable(),
});

/** Nothing, or a job's handle, in; the state of the library and of the job out. */
export const getLibraryStatusTool = defineTool({
  name: 'get_library_status',
  title: 'Library status',
  description:
    'Says how many songs are indexed, from which folders, and which may be; which files failed and why, which are copies, and how far an indexing job has come. ' +
    'Do not use it to list or search songs (find_songs), and do not poll it fast: give waitSeconds instead.',
  input: getLibraryStatusInput,
  output: getLibraryStatusOutput,
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async run({ job: handle, waitSeconds }, { workspace, jobs, signal, onProgress, maxTokens }) {
    const known = handle === undefined ? await jobs.latest() : await jobs.status(handle);
    const job = known && (await jobs.wait(known.handle, { milliseconds: waitSeconds * 1_000, signal, onProgress }));
    const [library, model] = await Promise.all([workspace.records(), workspace.model()]);
    const [{ failures, ...counts }, folders] = await Promise.all([library.status(), library.folders()]);
    const copies = counts.files > counts.tracks ? await library.copies() : [];
    const roots = await allowedFolders(workspace.roots, async () => folders);
    const reasons = failures.map(({ path, code, message, remedy }) => ({
      remedy,
      path,
      code: code ?? 'E_INTERNAL',
      message: message ?? '',
    }));
    return {
      ...counts,
      failures: takeFitting(reasons, maxTokens / 2),
      copies: takeFitting(
        copies.map(({ trackId, paths }) => ({ trackId, paths: [...paths] })),
        maxTokens / 8,
      ),
      folders: takeFitting(folders, maxTokens / 8),
      roots: roots && takeFitting(roots, maxTokens / 8),
      model: model.identity,
      device: model.device,
      notices: await workspace.notices(),
      job: job && jobDocument(job),
    };
  },
});
