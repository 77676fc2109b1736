import { isAbsolute } from 'node:path';
import { CollapError } from '../errors.js';
import type { StoredTrack } from '../library/stored-track.js';
import type { Workspace } from '../library/workspace.js';
import { readablePath } from './music-roots.js';

/** A song that a caller named: in the library, or a file that may be read. */
export type NamedSong =
  | { readonly track: StoredTrack; readonly path: null }
  | { readonly track: null; readonly path: string };

/**
 * Finds what a caller means by a song.
 *
 * @param reference - track id, title or path of a song in the library, or the absolute path of another file.
 * @throws {@link CollapError} `E_NOT_FOUND` when neither is there, `E_OUTSIDE_ROOTS` when the file may not be read.
 */
export async function nameSong(workspace: Workspace, reference: string): Promise<NamedSong> {
  const track = await (await workspace.library()).findTrack(reference);
  if (track !== null) return { track, path: null };
  if (isAbsolute(reference)) return { track: null, path: await readablePath(workspace, reference) };
  throw new CollapError(
    'E_NOT_FOUND',
    `No song in the library is called ${reference}.`,
    'Give a trackId from find_songs, an exact title, or an absolute path.',
  );
}

/** The file of a song, for tools that listen to it anew; refused as in {@link nameSong}. */
export async function pathOfSong(workspace: Workspace, reference: string): Promise<string> {
  if (isAbsolute(reference)) return readablePath(workspace, reference);
  const { track, path } = await nameSong(workspace, reference);
  return track === null ? path : track.path;
}
