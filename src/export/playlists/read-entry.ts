import { extname } from 'node:path';
import { readSongTags } from '../../audio/tags.js';
import { withReadablePath } from '../../library/readable-path.js';
import type { FoundSong } from '../find-song.js';
import type { PlaylistEntry } from './playlist-entry.js';

/** What a playlist says of a song: as the library knows it, else from the file's tags. @throws {@link CollapError} `E_NOT_FOUND`, `E_PERMISSION`. */
export async function readEntry({ path, file, track }: FoundSong): Promise<PlaylistEntry> {
  const tags = track ?? (await withReadablePath(file, extname(path), readSongTags));
  return { path: file, title: tags.title, artist: tags.artist, durationSeconds: tags.durationSeconds };
}
