import { type Command, Option } from 'commander';
import type { TextVariant } from '../../model/card.js';
import type { SongMatch } from '../../types.js';
import type { CommandOutcome } from '../command-outcome.js';
import { readDescription } from '../description.js';
import { type FilterOptions, filterOf, withFilterOptions } from '../filter-options.js';
import { findText } from '../output/find-text.js';
import { visible } from '../output/text-width.js';
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

interface FindOptions extends SharedOptions, FilterOptions {
  descriptionFile?: string;
  not?: string[];
  savePlaylist?: string;
  force?: boolean;
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
  withFilterOptions(command)
    .option('--save-playlist <file>', 'write the songs found as a playlist: .m3u8 or .xspf')
    .option('--force', 'replace a playlist that is there')
    .addOption(new Option('--text-variant <name>', 'text encoder').choices(['bidirectional', 'causal']));
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
  if (savePlaylist === null) return { document: found, text: findText(found) };
  const playlist = found.results.length > 0 ? await savePlaylist(found.results) : null;
  context.terminal.report(
    playlist === null ? 'collap: no song, no playlist\n' : `collap: wrote ${visible(playlist)}\n`,
  );
  return { document: { ...found, playlist }, text: findText(found) };
}

/** Complains of the playlist's name before the search, not after it; null where none was asked for. */
async function playlistSaver({
  savePlaylist: path,
  force,
}: FindOptions): Promise<((songs: readonly SongMatch[]) => Promise<string>) | null> {
  if (path === undefined) return null;
  const { checkPlaylistPath, savePlaylist } = await import('../../export/playlists/save-playlist.js');
  checkPlaylistPath(path);
  return (songs) => savePlaylist(songs, path, force === true);
}
