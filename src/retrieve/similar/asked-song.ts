/** The song that is asked with: from the library where its audio is indexed, under whatever path, else heard now. */
import { resolve } from 'node:path';
import { evenSegments } from '../../align/cells.js';
import { hashEncodedAudio } from '../../audio/track-id.js';
import { embedSong } from '../../embed/embed-song.js';
import { CollapError } from '../../errors.js';
import { isThere } from '../../is-there.js';
import { isAsIndexed } from '../../library/as-indexed.js';
import type { StoredClip } from '../../library/packed-clips.js';
import type { StoredTrack } from '../../library/stored-track.js';
import { analyseSong } from '../../structure/analyse-song.js';
import type { Segment } from '../../types.js';
import type { SimilarLibrary, SimilarQuery, SimilarWorkspace } from './similar-query.js';

export interface AskedSong {
  readonly trackId: string;
  readonly durationSeconds: number;
  /** Shape (D). */
  readonly song: Float32Array;
  /** In playing order; at least one. */
  readonly clips: readonly StoredClip[];
  /** In playing order; at least one. */
  readonly sections: readonly Segment[];
}

/**
 * @throws {@link CollapError} `E_NOT_FOUND` when the reference is neither an audio file nor a song of the library, `E_USAGE` for a title of
 *   several songs, the decoder's codes, `E_CANCELLED`.
 */
export async function loadAskedSong(workspace: SimilarWorkspace, query: SimilarQuery): Promise<AskedSong> {
  const library = await workspace.library();
  const path = resolve(query.song);
  const isFile = await isThere(path);
  const isReplaced = isFile && !(await isAsIndexed(library, path));
  const named = isReplaced ? null : await library.findTrack(isFile ? path : query.song);
  const trackId = named?.trackId ?? (isFile ? await hashEncodedAudio(path) : null);
  if (trackId === null) {
    throw new CollapError(
      'E_NOT_FOUND',
      `"${query.song}" is neither an audio file nor a song of the library.`,
      'Give the path of a file, or a trackId or exact title from `collap find`.',
    );
  }
  const track = named ?? (await library.tracks([trackId]))[0];
  const stored = track && (await readStored(library, track));
  if (stored?.sections.length) return stored;
  const mayHear = query.mayHear ?? true;
  const file = isFile ? path : mayHear && track && (await isThere(track.path)) ? track.path : null;
  if (file !== null) return hear(workspace, file, trackId, query);
  if (stored) return { ...stored, sections: evenSegments(stored.durationSeconds) }; // indexed before sections were stored
  throw new CollapError('E_NOT_FOUND', `The song ${query.song} has just been removed.`, 'Name another song.');
}

async function readStored(library: SimilarLibrary, track: StoredTrack): Promise<AskedSong | null> {
  const { trackId, durationSeconds, song } = track;
  const [clips, sections] = await Promise.all([library.clips([trackId]), library.sections([trackId])]);
  const own = clips.get(trackId);
  return own?.length ? { trackId, durationSeconds, song, clips: own, sections: sections.get(trackId) ?? [] } : null;
}

async function hear(
  workspace: SimilarWorkspace,
  file: string,
  trackId: string,
  { signal, onProgress }: SimilarQuery,
): Promise<AskedSong> {
  const model = await workspace.model();
  const heard = await embedSong(file, { decoders: workspace.decoders, model, signal, onProgress });
  const { segments } = await analyseSong(heard, model);
  const { info, song, clips } = heard;
  return { trackId, durationSeconds: info.durationSeconds, song, clips, sections: segments };
}
