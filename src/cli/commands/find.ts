import { type Command, Option } from 'commander';
import type { TextVariant } from '../../model/card.js';
import type { CommandOutcome } from '../command-outcome.js';
import { readDescription } from '../description.js';
import { type FilterOptions, filterOf, withFilterOptions } from '../filter-options.js';
import { findText } from '../output/find-text.js';
import { outcomeOf, type PlaylistOptions, playlistSaver, withPlaylistOptions } from '../playlist-option.js';
import { reportWarnings } from '../report-warnings.js';
import { collect, type SharedOptions, withSharedOptions } from '../shared-options.js';
import type { CommandContext, Shell } from '../shell.js';
import { withWorkspace } from '../with-workspace.js';

const EXAMPLES = [
  'collap find "Opens with solo piano. Strings enter after a minute. Then it drops into a fast beat."',
  'collap find "a calm acoustic guitar" --not "singing" --tempo 60..90 --limit 5',
  'collap find "a slow waltz" --limit 30 --save-playlist waltzes.m3u8',
  'collap find - --key "A minor" --json < description.md',
];

interface FindOptions extends SharedOptions, FilterOptions, PlaylistOptions {
  descriptionFile?: string;
  not?: string[];
  textVariant?: TextVariant;
}

/** `collap find`: a long description in, ranked songs with the span that answers each sentence out. */
export function registerFind(program: Command, shell: Shell): void {
  const command = program
    .command('find')
    .description('Find songs by a description of any length, and see where each sentence is answered.')
    .argument('[description]', 'what to hear, one sentence for each thing; - reads it from stdin')
    .option('--description-file <file>', 'read the description from a file: prose, Markdown, YAML or JSON')
    .option('--not <text>', 'something to avoid; may be given several times', collect);
  withPlaylistOptions(withFilterOptions(command)).addOption(
    new Option('--text-variant <name>', 'text encoder').choices(['bidirectional', 'causal']),
  );
  withSharedOptions(command, EXAMPLES).action((description: string | undefined, options: FindOptions) =>
    shell.run(options, (context) => find(context, description, options)),
  );
}

async function find(
  context: CommandContext,
  argument: string | undefined,
  options: FindOptions,
): Promise<CommandOutcome> {
  const description = await readDescription(argument, options.descriptionFile, context.terminal);
  const filter = await filterOf(options);
  const savePlaylist = await playlistSaver(options);
  const { findSongs } = await import('../../retrieve/find-songs.js');
  const found = await withWorkspace(context, (workspace) =>
    findSongs(workspace, {
      description,
      filter,
      limit: options.limit,
      signal: context.signal,
      ...(options.not && { not: options.not }),
      ...(options.cursor !== undefined && { cursor: options.cursor }),
      ...(options.textVariant && { textVariant: options.textVariant }),
    }),
  );
  reportWarnings(context.terminal, found.warnings);
  return outcomeOf(found, findText(found), savePlaylist, context.terminal);
}
