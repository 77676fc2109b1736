import type { Command } from 'commander';
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

async function status(context: CommandContext): Promise<CommandOutcome> {
  const { createIndexJobs } = await import('../../library/index-jobs.js');
  const document = await withWorkspace(context, async (workspace) => {
    const library = await workspace.library();
    const model = await workspace.model();
    const job = await createIndexJobs(workspace).latest();
    return { ...(await library.status()), model: model.identity, device: model.device, job };
  });
  return { document, text: statusText(document, context.config.libraryDir) };
}
