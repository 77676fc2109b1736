/** Songs that a search found, as a playlist. */
import { dirname, extname, resolve } from 'node:path';
import { CollapError } from '../../errors.js';
import { textToPath } from '../../library/path-text.js';
import type { SongMatch } from '../../types.js';
import { assertNoSongName } from '../guard-songs.js';
import { saveFile } from '../save-file.js';
import { writeM3u8 } from './m3u8.js';
import type { PlaylistEntry } from './playlist-entry.js';
import { writeXspf } from './xspf.js';

type Write = (entries: readonly PlaylistEntry[], folder: string | null) => string | Uint8Array;

/** By the extension that a person types. */
const WRITERS: Readonly<Record<string, Write>> = {
  '.m3u8': writeM3u8,
  '.m3u': writeM3u8,
  '.xspf': (entries) => writeXspf(entries, null),
};

/** @throws {@link CollapError} `E_USAGE` when the name does not end in .m3u8, .m3u or .xspf. */
export function checkPlaylistPath(path: string): Write {
  const write = WRITERS[extname(path).toLowerCase()];
  if (write) return write;
  throw new CollapError(
    'E_USAGE',
    `${path} does not say which kind of playlist it is to be.`,
    `End the name in ${Object.keys(WRITERS).join(', ')}.`,
  );
}

/**
 * Writes the songs, best first.
 *
 * @returns the absolute path of the playlist.
 * @throws {@link CollapError} `E_USAGE`, `E_EXISTS`, `E_PERMISSION`, `E_NOT_FOUND`, `E_NO_SPACE`; nothing is written then.
 */
export async function savePlaylist(
  songs: readonly Pick<SongMatch, 'path' | 'title' | 'artist' | 'durationSeconds'>[],
  path: string,
  overwrite: boolean,
): Promise<string> {
  const write = checkPlaylistPath(path);
  const target = resolve(path);
  const entries = await Promise.all(songs.map(async (song) => ({ ...song, path: await textToPath(song.path) })));
  const content = write(entries, dirname(target));
  await assertNoSongName(target, 'a playlist', '.m3u8'); // a link may lead to a song
  await saveFile(target, { overwrite, followLinks: true }, (file) => file.writeFile(content));
  return target;
}
