import { isAbsolute } from 'node:path';
import { CollapError } from '../errors.js';
import { isAsIndexed } from '../library/as-indexed.js';
import type { StoredTrack } from '../library/stored-track.js';
import type { Workspace } from '../library/workspace.js';
import { readablePath } from './music-roots.js';

/** A song that a caller named: in the library, or a file that may be read. */
export type NamedSong =
  /** `path`: its file; null where that may not be opened, or is gone: what is stored may be told all the same. */
  { readonly track: StoredTrack; readonly path: string | null } | { readonly track: null; readonly path: string };

/**
 * Finds what a caller means by a song.
 *
 * @param reference - track id, title or path of a song in the library, or the absolute path of another file, also of one in the place of an
 *   indexed one.
 * @throws {@link CollapError} `E_NOT_FOUND` when neither is there, `E_OUTSIDE_ROOTS` when the file may not be read.
 */
export async function nameSong(workspace: Workspace, reference: string): Promise<NamedSong> {
  const library = await workspace.library();
  const track = await library.findTrack(reference);
  if (track !== null) {
    const path = await openablePath(workspace, isAbsolute(reference) ? reference : track.path);
    const isReplaced = path !== null && isAbsolute(reference) && !(await isAsIndexed(library, path));
    return isReplaced ? { track: null, path } : { track, path };
  }
  if (isAbsolute(reference)) return { track: null, path: await readablePath(workspace, reference) };
  throw noSuchSong(reference);
}

/** The path as the library writes it; null where {@link readablePath} refuses it. */
async function openablePath(workspace: Workspace, path: string): Promise<string | null> {
  try {
    await readablePath(workspace, path);
    return path;
  } catch (error) {
    if (error instanceof CollapError && (error.code === 'E_OUTSIDE_ROOTS' || error.code === 'E_NOT_FOUND')) return null;
    throw error;
  }
}

/**
 * The file of a song, for tools that open it.
 *
 * @throws {@link CollapError} as {@link nameSong}; `E_OUTSIDE_ROOTS` and `E_NOT_FOUND` also for the file of a song in the library.
 */
export async function pathOfSong(workspace: Workspace, reference: string): Promise<string> {
  if (isAbsolute(reference)) return readablePath(workspace, reference);
  const track = await (await workspace.library()).findTrack(reference);
  if (track === null) throw noSuchSong(reference);
  await readablePath(workspace, track.path);
  return track.path;
}

/**
 * The track id of a song that the library holds.
 *
 * @throws {@link CollapError} as {@link nameSong}; `E_NOT_FOUND` also for a file that is not indexed.
 */
export async function indexedTrackId(workspace: Workspace, reference: string): Promise<string> {
  const { track } = await nameSong(workspace, reference);
  if (track !== null) return track.trackId;
  throw new CollapError(
    'E_NOT_FOUND',
    `${reference} is not in the library.`,
    'Add it by index_songs, or leave it out.',
  );
}

function noSuchSong(reference: string): CollapError {
  return new CollapError(
    'E_NOT_FOUND',
    `No song in the library is called ${reference}.`,
    'Give a trackId from find_songs (its filter path takes a part of the name), an exact title or file name, or an absolute path.',
  );
}
