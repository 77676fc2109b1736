import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CommandOutcome } from '../command-outcome.js';
import { describeText } from '../output/describe-text.js';
import { reportWarnings } from '../report-warnings.js';
import { type SharedOptions, withSharedOptions } from '../shared-options.js';
import type { CommandContext, Shell } from '../shell.js';
import { withWorkspace } from '../with-workspace.js';

const EXAMPLES = [
  'collap describe song.flac',
  'collap describe song.flac --short',
  'collap describe song.flac --words 120 --json',
];

interface DescribeFlags extends SharedOptions {
  short?: boolean;
  words?: number;
}

/** `collap describe`: what one song is and how it goes, in prose with times. */
export function registerDescribe(program: Command, shell: Shell): void {
  const command = program
    .command('describe')
    .description(
      'Describe one song in prose with times: what it is, its parts, what enters and leaves, how loud it is.',
    )
    .argument('<file>', 'an audio file, or the id or title of a song in the library')
    .addOption(new Option('--short', 'two sentences').conflicts('words'))
    .addOption(new Option('--words <number>', 'about how many words, 20 to 1000').argParser(parseCount));
  withSharedOptions(command, EXAMPLES).action((file: string, flags: DescribeFlags) =>
    shell.run(flags, (context) => describe(context, file, flags)),
  );
}

async function describe(
  context: CommandContext,
  file: string,
  { short = false, words }: DescribeFlags,
): Promise<CommandOutcome> {
  const { describeSong } = await import('../../describe/describe-song.js');
  const document = await withWorkspace(context, (workspace) =>
    describeSong(workspace, file, { words, signal: context.signal }),
  );
  reportWarnings(context.terminal, document.warnings);
  return { document, text: describeText(document, short) };
}

function parseCount(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Write a whole number, such as --words 120.');
}
