import type { Command } from 'commander';
import type { SongMatch } from '../types.js';
import type { CommandOutcome, Page } from './command-outcome.js';
import { visible } from './output/text-width.js';
import type { Terminal } from './terminal.js';

/** Songs found, written as a playlist. */
export interface PlaylistOptions {
  savePlaylist?: string;
  force?: boolean;
}

export function withPlaylistOptions(command: Command): Command {
  return command
    .option('--save-playlist <file>', 'write the songs found as a playlist: .m3u8 or .xspf')
    .option('--force', 'replace a playlist that is there');
}

type PlaylistSaver = (songs: readonly SongMatch[]) => Promise<string>;

/** Complains of the playlist's name before the search, not after it; null where none was asked for. */
export async function playlistSaver({ savePlaylist: path, force }: PlaylistOptions): Promise<PlaylistSaver | null> {
  if (path === undefined) return null;
  const { checkPlaylistPath, savePlaylist } = await import('../export/playlists/save-playlist.js');
  checkPlaylistPath(path);
  return (songs) => savePlaylist(songs, path, force === true);
}

/** The outcome of a search: with a playlist of its songs where one was asked for; where none was found, none is written. */
export async function outcomeOf<R extends { readonly results: readonly SongMatch[] }>(
  found: R,
  text: (page: Page) => string,
  save: PlaylistSaver | null,
  terminal: Terminal,
): Promise<CommandOutcome> {
  if (save === null) return { document: found, text };
  const playlist = found.results.length > 0 ? await save(found.results) : null;
  terminal.report(playlist === null ? 'collap: no song, no playlist\n' : `collap: wrote ${visible(playlist)}\n`);
  return { document: { ...found, playlist }, text };
}
