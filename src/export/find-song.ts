/** The file behind a song that somebody named. */
import { lstat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CollapError } from '../errors.js';
import type { Library } from '../library/library.js';
import { type RawPath, textToPath } from '../library/path-text.js';
import type { StoredTrack } from '../library/stored-track.js';

/** The part of a workspace that naming needs. */
export interface SongLibrary {
  library(): Promise<Pick<Library, 'findTrack'>>;
}

export interface FoundSong {
  /** For people and documents. */
  readonly path: string;
  /** For the file system. */
  readonly file: RawPath;
  /** Null where the library does not know it. */
  readonly track: StoredTrack | null;
}

/**
 * @param reference - a path, or a track id or exact title of the library.
 * @throws {@link CollapError} `E_NOT_FOUND` when it is neither, `E_USAGE` when several songs have the title.
 */
export async function findSong(workspace: SongLibrary, reference: string): Promise<FoundSong> {
  const path = resolve(reference);
  const file = await textToPath(path);
  const isThere = await lstat(file).then(
    () => true,
    () => false, // then it may be an id or a title
  );
  const track = await findTrack(workspace, isThere ? path : reference);
  if (isThere) return { path, file, track };
  if (track) return { path: track.path, file: await textToPath(track.path), track };
  throw new CollapError(
    'E_NOT_FOUND',
    `"${reference}" is neither an audio file nor a song of the library.`,
    'Give the path of a file, or a trackId or exact title from `collap find`.',
  );
}

/** A library that cannot be opened, or that another model filled, knows nothing; the file itself is still there. */
async function findTrack(workspace: SongLibrary, reference: string): Promise<StoredTrack | null> {
  try {
    return await (await workspace.library()).findTrack(reference);
  } catch (error) {
    if (error instanceof CollapError && (error.code === 'E_LIBRARY' || error.code === 'E_MODEL_MISMATCH')) return null;
    throw error;
  }
}
