/** A song to look at: from the library where it is indexed, otherwise heard now. */
import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { DecoderPool } from '../audio/decoder-pool.js';
import { embedSong } from '../embed/embed-song.js';
import { CollapError } from '../errors.js';
import type { Library } from '../library/library.js';
import type { Model } from '../model/model.js';

/** The part of a workspace that classification needs. */
export interface ClassifyWorkspace {
  readonly decoders: DecoderPool;
  model(): Promise<Model>;
  library(): Promise<Pick<Library, 'findTrack' | 'clips'>>;
}

export interface LoadedSong {
  readonly durationSeconds: number;
  readonly tempoBpm: number | null;
  readonly key: string | null;
  /** Shape (D). */
  readonly song: Float32Array;
  /** In playing order; at least one. */
  readonly clips: readonly { readonly startSeconds: number; readonly embedding: Float32Array }[];
}

/**
 * @param reference - a track id, title or path of the library, or the path of any audio file.
 * @throws {@link CollapError} `E_NOT_FOUND` when it is neither; the decoder's codes for a file that cannot be read.
 */
export async function loadSong(
  workspace: ClassifyWorkspace,
  reference: string,
  signal?: AbortSignal,
): Promise<LoadedSong> {
  const path = resolve(reference);
  const isFile = await access(path).then(
    () => true,
    () => false,
  );
  const stored = await findStored(workspace, isFile ? path : reference);
  if (stored) return stored;
  if (!isFile) {
    throw new CollapError(
      'E_NOT_FOUND',
      `"${reference}" is neither an audio file nor a song of the library.`,
      'Give the path of a file, or a trackId or exact title from `collap find`.',
    );
  }
  const heard = await embedSong(path, { decoders: workspace.decoders, model: await workspace.model(), signal });
  const { info, tempo, key, song, clips } = heard;
  return { durationSeconds: info.durationSeconds, tempoBpm: tempo.bpm, key: key.key, song, clips };
}

/** A library that cannot be opened, or that another model filled, only costs the shortcut: the file is heard again. */
async function findStored(workspace: ClassifyWorkspace, reference: string): Promise<LoadedSong | null> {
  try {
    const library = await workspace.library();
    const track = await library.findTrack(reference);
    const clips = track && (await library.clips([track.trackId])).get(track.trackId);
    return track && clips?.length ? { ...track, clips } : null;
  } catch (error) {
    if (error instanceof CollapError && (error.code === 'E_LIBRARY' || error.code === 'E_MODEL_MISMATCH')) return null;
    throw error;
  }
}
