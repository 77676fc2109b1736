import { type Command, Option } from 'commander';
import type { TextVariant } from '../../model/card.js';
import type { SimilarBy } from '../../retrieve/similar/find-similar.js';
import type { CommandOutcome } from '../command-outcome.js';
import { type FilterOptions, filterOf, withFilterOptions } from '../filter-options.js';
import { similarText } from '../output/similar-text.js';
import { parseMoment } from '../parse-moment.js';
import { outcomeOf, type PlaylistOptions, playlistSaver, withPlaylistOptions } from '../playlist-option.js';
import { reportWarnings } from '../report-warnings.js';
import { type SharedOptions, withSharedOptions } from '../shared-options.js';
import type { CommandContext, Shell } from '../shell.js';
import { withWorkspace } from '../with-workspace.js';

const EXAMPLES = [
  'collap similar song.flac                              songs that sound like it',
  'collap similar song.flac --but "more strings, no drums" --tempo 60..90',
  'collap similar song.flac --from 1:10 --to 1:42        sections anywhere that sound like this stretch',
  'collap similar song.flac --from 1:10 --to 1:42 --within   also in the song itself',
  'collap similar song.flac --limit 20 --save-playlist more.m3u8',
  'collap similar song.flac --by structure --json        edits, remixes, songs built alike, section by section',
];

interface SimilarFlags extends SharedOptions, FilterOptions, PlaylistOptions {
  from?: number;
  to?: number;
  within?: boolean;
  by: SimilarBy;
  but?: string;
  textVariant?: TextVariant;
}

/** `collap similar`: a song in, ranked songs that are like it out, with the sections that are alike. */
export function registerSimilar(program: Command, shell: Shell): void {
  const command = program
    .command('similar')
    .description(
      'Find songs that are like a song, or sections that sound like a stretch of it. ' +
        'Songs indexed before sections were stored show none until `collap index` has listened to them again.',
    )
    .argument('<file>', 'an audio file, in the library or not, or the id or title of a song in the library')
    .option('--from <time>', 'only the stretch from here: 1:10, or seconds', parseMoment)
    .option('--to <time>', 'to here: 1:42, or seconds', parseMoment)
    .option('--within', 'with --from or --to: other places of the song itself count, too')
    .addOption(
      new Option('--by <what>', 'how it sounds, or how its sections follow each other')
        .choices(['sound', 'structure'])
        .default('sound'),
    )
    .option('--but <text>', 'how the results should differ: "more strings, no drums"');
  withPlaylistOptions(withFilterOptions(command)).addOption(
    new Option('--text-variant <name>', 'text encoder').choices(['bidirectional', 'causal']),
  );
  withSharedOptions(command, EXAMPLES).action((file: string, flags: SimilarFlags) =>
    shell.run(flags, (context) => similar(context, file, flags)),
  );
}

async function similar(context: CommandContext, song: string, flags: SimilarFlags): Promise<CommandOutcome> {
  const filter = await filterOf(flags);
  const savePlaylist = await playlistSaver(flags);
  const { from: fromSeconds, to: toSeconds, within, by, but, limit, cursor, textVariant } = flags;
  const { findSimilar } = await import('../../retrieve/similar/find-similar.js');
  const found = await withWorkspace(context, (workspace) =>
    findSimilar(workspace, {
      song,
      by,
      fromSeconds,
      toSeconds,
      within,
      but,
      filter,
      limit,
      cursor,
      textVariant,
      signal: context.signal,
    }),
  );
  reportWarnings(context.terminal, found.warnings);
  return outcomeOf(found, similarText(found), savePlaylist, context.terminal);
}
