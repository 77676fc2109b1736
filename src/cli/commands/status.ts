import type { Command } from 'commander';
import type { Copies } from '../../library/file-record.js';
import type { LibraryStatus } from '../../library/library.js';
import { placeOfTables } from '../../remote-library.js';
import type * as jobs from '../../tools/job-document.js';
import type { ModelIdentity } from '../../types.js';
import type { CommandOutcome } from '../command-outcome.js';
import { statusText } from '../output/status-text.js';
import { type SharedOptions, withSharedOptions } from '../shared-options.js';
import type { CommandContext, Shell } from '../shell.js';
import { withWorkspace } from '../with-workspace.js';

const EXAMPLES = ['collap status', 'collap status --library ~/jazz --json'];

/** `collap status`: what is in the library, what failed and why, and which model it belongs to. */
export function registerStatus(program: Command, shell: Shell): void {
  const command = program.command('status').description('Show what is in the library, and what failed and why.');
  withSharedOptions(command, EXAMPLES).action((options: SharedOptions) => shell.run(options, status));
}

/** The document of `collap status`; `job` is the newest index job of an agent, in the form that the agent sees. */
export type StatusDocument = LibraryStatus & {
  readonly model: ModelIdentity;
  /** The execution provider in use. */
  readonly device: string;
  /** Recordings whose audio lies in several files. */
  readonly copies: readonly Copies[];
  /** Folders and files that were given to `index`. */
  readonly folders: readonly string[];
  /** What to know about every answer, such as that a newer model has not heard the songs yet. */
  readonly notices: readonly string[];
  readonly job: ReturnType<typeof jobs.jobDocument> | null;
};

async function status(context: CommandContext): Promise<CommandOutcome> {
  const [{ createIndexJobs }, { jobDocument }] = await Promise.all([
    import('../../library/index-jobs.js'),
    import('../../tools/job-document.js'),
  ]);
  const document = await withWorkspace(context, async (workspace): Promise<StatusDocument> => {
    const [library, model] = await Promise.all([workspace.records(), workspace.model()]);
    const [state, folders, notices, job] = await Promise.all([
      library.status(),
      library.folders(),
      workspace.notices(),
      createIndexJobs(workspace).latest(),
    ]);
    const copies = state.files > state.tracks ? await library.copies() : [];
    return {
      ...state,
      copies,
      model: model.identity,
      device: model.device,
      folders,
      notices,
      job: job && jobDocument(job),
    };
  });
  return { document, text: statusText(document, placeOfTables(context.config.libraryDir)) };
}
