import type { Command } from 'commander';
import type { CommandOutcome } from '../command-outcome.js';
import { type SharedOptions, withSharedOptions } from '../shared-options.js';
import type { CommandContext, Shell } from '../shell.js';
import { withWorkspace } from '../with-workspace.js';

const EXAMPLES = [
  'collap forget ~/Music/podcasts     the files themselves stay where they are',
  'collap forget old.mp3 older.mp3',
];

/** `collap forget`: takes files and folders out of the library; never touches the files. */
export function registerForget(program: Command, shell: Shell): void {
  const command = program
    .command('forget')
    .description(
      'Take files or folders out of the library and off the list of indexed folders; the files themselves stay.',
    )
    .argument('<path...>', 'files or folders, also those that are gone from the disk');
  withSharedOptions(command, EXAMPLES).action((paths: string[], options: SharedOptions) =>
    shell.run(options, (context) => forget(context, paths)),
  );
}

async function forget(context: CommandContext, paths: readonly string[]): Promise<CommandOutcome> {
  const { forgetPaths } = await import('../../library/forget-paths.js');
  const report = await withWorkspace(context, (workspace) => forgetPaths(workspace, paths));
  return { document: report, text: () => `${report.removed} removed from the library` };
}
