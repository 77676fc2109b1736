import type { Command } from 'commander';
import { CollapError } from '../../errors.js';
import type { IndexReport } from '../../library/index-report.js';
import type { CommandOutcome } from '../command-outcome.js';
import { EXIT } from '../exit-codes.js';
import { errorText } from '../output/error-text.js';
import { indexText } from '../output/index-text.js';
import { createProgressBar } from '../output/progress-bar.js';
import { visible } from '../output/text-width.js';
import { type SharedOptions, withSharedOptions } from '../shared-options.js';
import type { CommandContext, Shell } from '../shell.js';
import { withWorkspace } from '../with-workspace.js';

const EXAMPLES = [
  'collap index ~/Music                 listen to everything below a folder',
  'collap index album/ song.flac        folders and single files',
  'collap index ~/Music --json          the report as one JSON document',
  'collap index ~/Music --watch         and stay up to date until Ctrl-C',
];

interface IndexOptions extends SharedOptions {
  watch?: boolean;
}

/** `collap index`: listens to files and folders, and keeps what it heard. */
export function registerIndex(program: Command, shell: Shell): void {
  const command = program
    .command('index')
    .description(
      'Listen to files and folders; what is unchanged is skipped, so that it can be run again at any time. ' +
        'Songs of a library from before sections were stored are listened to once more, and those that an older version of the model heard, ' +
        'which answers until all are through.',
    )
    .argument('<path...>', 'audio files, or folders that are walked')
    .option('--watch', 'go on watching the folders until Ctrl-C; with --json, the report of all runs comes at the end');
  withSharedOptions(command, EXAMPLES).action((paths: string[], options: IndexOptions) =>
    shell.run(options, (context) => (options.watch ? watchSongs(context, paths) : indexSongs(context, paths))),
  );
}

async function indexSongs(context: CommandContext, paths: readonly string[]): Promise<CommandOutcome> {
  const { indexPaths } = await import('../../library/index-paths.js');
  const bar = createProgressBar(context.terminal, 'songs');
  try {
    const report = await withWorkspace(
      context,
      (workspace) => indexPaths(workspace, paths, { signal: context.signal, onProgress: bar.update }),
      { givesWay: 'toPrograms' },
    );
    return outcomeOf(report);
  } finally {
    bar.finish();
  }
}

/** Ctrl-C is how watching ends, so it ends well. */
async function watchSongs(context: CommandContext, paths: readonly string[]): Promise<CommandOutcome> {
  const { watchPaths } = await import('../../library/watch-paths.js');
  const { newIndexReport } = await import('../../library/index-report.js');
  const { signal, terminal } = context;
  let sum = newIndexReport();
  await withWorkspace(
    context,
    (workspace) =>
      watchPaths(workspace, paths, {
        signal,
        onError: (error) => terminal.report(errorText(error)),
        onReport: (report) => {
          sum = addReports(sum, report);
          terminal.report(
            `${indexText(report)(terminal)}\ncollap: watching ${visible(paths.join(', '))} until Ctrl-C\n`,
          );
        },
      }),
    { givesWay: 'toPrograms' },
  );
  return outcomeOf(sum);
}

/** What happened adds up; what is unchanged, failed or warned of is as the last run found it. */
function addReports(sum: IndexReport, last: IndexReport): IndexReport {
  return {
    ...last,
    indexed: sum.indexed + last.indexed,
    moved: sum.moved + last.moved,
    removed: sum.removed + last.removed,
  };
}

/** Done in part when some files failed; failed when there is nothing to show for the run. */
export function outcomeOf(report: IndexReport): CommandOutcome {
  const outcome = { document: report, text: indexText(report) };
  if (report.failed.length === 0) return outcome;
  if (report.indexed + report.unchanged + report.moved > 0) return { ...outcome, exitCode: EXIT.partial };
  const message = `None of the ${report.failed.length} files could be indexed.`;
  const remedy = 'See the reason beside each file; `collap doctor` checks the decoders.';
  return { ...outcome, error: new CollapError('E_NOTHING_FOUND', message, remedy) };
}
