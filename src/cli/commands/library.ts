import type { Command } from 'commander';
import { CollapError } from '../../errors.js';
import type { CommandOutcome } from '../command-outcome.js';
import { demandFolder } from '../demand-folder.js';
import { formatBytes } from '../output/format-bytes.js';
import { type SharedOptions, withSharedOptions } from '../shared-options.js';
import type { CommandContext, Shell } from '../shell.js';

interface Task {
  readonly name: string;
  readonly description: string;
  /** What the one argument is; null where there is none. */
  readonly argument: string | null;
  readonly examples: readonly string[];
  run(dir: string, argument: string): Promise<CommandOutcome>;
}

const TASKS: readonly Task[] = [
  {
    name: 'verify',
    description: 'Read everything once, and say what does not hold together.',
    argument: null,
    examples: ['collap library verify --json'],
    run: verify,
  },
  {
    name: 'compact',
    description: 'Merge small files, drop old versions, bring the indices up to date.',
    argument: null,
    examples: ['collap library compact'],
    run: compact,
  },
  {
    name: 'backup',
    description: 'Copy the library while it is in use; the copy is a library itself.',
    argument: 'a folder that is not there yet',
    examples: [
      'collap library backup /media/disk/collap-backup',
      'collap find "…" --library /media/disk/collap-backup',
    ],
    run: backup,
  },
  {
    name: 'export',
    description: 'Write the tables as Arrow streams, which pyarrow, DuckDB and others read.',
    argument: 'a folder',
    examples: ['collap library export exported'],
    run: exportTo,
  },
  {
    name: 'import',
    description: 'Add what `collap library export` wrote to the library.',
    argument: 'the exported folder',
    examples: ['collap library import exported --library other'],
    run: importFrom,
  },
];

/** `collap library`: looking after the folder that holds what is known of the music. */
export function registerLibrary(program: Command, shell: Shell): void {
  const parent = program
    .command('library')
    .description('Look after the library: verify, compact, backup, export, import.');
  for (const task of TASKS) {
    const command = parent.command(task.name).description(task.description);
    if (task.argument !== null) command.argument('<folder>', task.argument);
    withSharedOptions(command, task.examples).action((...given: unknown[]) => {
      const [argument, options] = task.argument === null ? ['', given[0]] : [given[0], given[1]];
      return shell.run(options as SharedOptions, async ({ config }: CommandContext) => {
        if (task.argument !== null) demandFolder(argument as string, 'The folder');
        return task.run(config.libraryDir, argument as string);
      });
    });
  }
}

async function verify(dir: string): Promise<CommandOutcome> {
  const report = await (await import('../../library/upkeep/verify-library.js')).verifyLibrary(dir);
  const { tracks, files, problems } = report;
  const text = () =>
    [
      `${tracks} songs in ${files} files, ${problems.length} problems`,
      ...problems.map(({ trackId, message }) => `✗ ${trackId ?? 'a table'}: ${message}`),
    ].join('\n');
  if (problems.length === 0) return { document: report, text };
  const remedy = 'Restore a backup, or delete the folder and index the music again.';
  return { document: report, text, error: new CollapError('E_LIBRARY', `The library ${dir} is damaged.`, remedy) };
}

async function compact(dir: string): Promise<CommandOutcome> {
  const report = await (await import('../../library/upkeep/compact-library.js')).compactLibrary(dir);
  return { document: report, text: () => `${formatBytes(report.bytesBefore)} → ${formatBytes(report.bytesAfter)}` };
}

async function backup(dir: string, folder: string): Promise<CommandOutcome> {
  const report = await (await import('../../library/upkeep/backup-library.js')).backupLibrary(dir, folder);
  return { document: report, text: () => `${formatBytes(report.bytes)} in ${report.path}` };
}

async function exportTo(dir: string, folder: string): Promise<CommandOutcome> {
  const report = await (await import('../../library/upkeep/transfer-library.js')).exportLibrary(dir, folder);
  return { document: report, text: () => `${report.tracks} songs in ${report.files} files written to ${folder}` };
}

async function importFrom(dir: string, folder: string): Promise<CommandOutcome> {
  const report = await (await import('../../library/upkeep/transfer-library.js')).importLibrary(dir, folder);
  return { document: report, text: () => `${report.tracks} songs in ${report.files} files taken from ${folder}` };
}
