import { type Command, InvalidArgumentError, Option } from 'commander';
import type { TrackFilter } from '../../library/track-filter.js';
import type { TextVariant } from '../../model/card.js';
import type { SongMatch } from '../../types.js';
import type { CommandOutcome } from '../command-outcome.js';
import { readDescription } from '../description.js';
import { findText } from '../output/find-text.js';
import { collect, type SharedOptions, withSharedOptions } from '../shared-options.js';
import type { CommandContext, Shell } from '../shell.js';
import { withWorkspace } from '../with-workspace.js';

const EXAMPLES = [
  'collap find "Opens with solo piano. Strings enter after a minute. Then it drops into a fast beat."',
  'collap find "a calm acoustic guitar" --not "singing" --tempo 60..90 --limit 5',
  'collap find "a slow waltz" --limit 30 --save-playlist waltzes.m3u8',
  'collap find - --key "A minor" --json < description.txt',
];

interface FindOptions extends SharedOptions {
  descriptionFile?: string;
  not?: string[];
  tempo?: string;
  key?: string;
  duration?: string;
  year?: string;
  path?: string;
  genre?: string;
  limit: number;
  cursor?: string;
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
    .option('--description-file <file>', 'read the description from a file')
    .option('--not <text>', 'something to avoid; may be given several times', collect)
    .option('--tempo <range>', 'only songs of this tempo in BPM: 120..128, 120.., ..90')
    .option('--key <key>', 'only songs in this key: "A minor"')
    .option('--duration <range>', 'only songs of this length in seconds: 120..300')
    .option('--year <range>', 'only songs of these years: 1990..1999')
    .option('--path <text>', 'only songs whose path contains this text')
    .option('--genre <genre>', 'only songs whose tags name this genre')
    .option('--limit <count>', 'how many songs, 1 to 50', parseLimit, 10)
    .option('--cursor <cursor>', 'nextCursor of the answer before, to go on')
    .option('--save-playlist <file>', 'write the songs found as a playlist: .m3u8 or .xspf')
    .option('--force', 'replace a playlist that is there')
    .addOption(new Option('--text-variant <name>', 'text encoder').choices(['bidirectional', 'causal']));
  withSharedOptions(command, EXAMPLES).action((description: string | undefined, options: FindOptions) =>
    shell.run(options, (context) => find(context, description, options)),
  );
}

function parseLimit(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 50) return limit;
  throw new InvalidArgumentError('Expected a whole number from 1 to 50.');
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
  for (const warning of found.warnings) context.terminal.report(`collap: ${warning}\n`);
  if (savePlaylist === null) return { document: found, text: findText(found) };
  const playlist = found.results.length > 0 ? await savePlaylist(found.results) : null;
  context.terminal.report(playlist === null ? 'collap: no song, no playlist\n' : `collap: wrote ${playlist}\n`);
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

async function filterOf(options: FindOptions): Promise<TrackFilter> {
  const { parseRange } = await import('../../library/track-filter.js');
  return {
    ...(options.tempo !== undefined && { tempoBpm: parseRange(options.tempo) }),
    ...(options.key !== undefined && { key: options.key }),
    ...(options.duration !== undefined && { durationSeconds: parseRange(options.duration) }),
    ...(options.year !== undefined && { year: parseRange(options.year) }),
    ...(options.path !== undefined && { pathContains: options.path }),
    ...(options.genre !== undefined && { genre: options.genre }),
  };
}
