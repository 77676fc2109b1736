/** A song to look at: from the library where it is indexed with its sections and its file is still the same, otherwise heard now. */
import { resolve } from 'node:path';
import type { DecoderPool } from '../audio/decoder-pool.js';
import { tellWarnings } from '../audio/tell-warnings.js';
import { embedSong } from '../embed/embed-song.js';
import { CollapError } from '../errors.js';
import { isAsIndexed } from '../library/as-indexed.js';
import type { Library } from '../library/library.js';
import { isTextThere, withReadableText } from '../library/readable-path.js';
import type { Model } from '../model/model.js';
import { analyseSong } from '../structure/analyse-song.js';
import type { Segment } from '../types.js';

/** The part of a workspace that classification needs. */
export interface ClassifyWorkspace {
  readonly decoders: DecoderPool;
  model(): Promise<Model>;
  library(): Promise<Pick<Library, 'findTrack' | 'filesUnder' | 'clips' | 'sections'>>;
}

export interface LoadedSong {
  readonly durationSeconds: number;
  readonly tempoBpm: number | null;
  readonly key: string | null;
  /** Null for silence; left out where nobody measured it. */
  readonly loudnessDb?: number | null;
  /** Shape (D). */
  readonly song: Float32Array;
  /** In playing order; at least one. */
  readonly clips: readonly { readonly startSeconds: number; readonly embedding: Float32Array }[];
  /** In playing order, without gaps; null where the structure is not known. */
  readonly segments: readonly Segment[] | null;
}

export interface LoadedFile extends LoadedSong {
  /** What the decoder had to say, a sentence each; none where the library knew the song, which told it when it was indexed. */
  readonly warnings: readonly string[];
}

/**
 * @param reference - a track id, title or path of the library, or the path of any audio file.
 * @throws {@link CollapError} `E_NOT_FOUND` when it is neither; the decoder's codes for a file that cannot be read.
 */
export async function loadSong(
  workspace: ClassifyWorkspace,
  reference: string,
  { hearSections, signal }: { readonly hearSections: boolean; readonly signal?: AbortSignal | undefined },
): Promise<LoadedFile> {
  const path = resolve(reference);
  const isFile = await isTextThere(path);
  const stored = await findStored(workspace, reference, isFile ? path : null);
  const file = isFile ? path : stored && hearSections && (await isTextThere(stored.path)) ? stored.path : null;
  if (stored && (stored.segments !== null || !hearSections || !file)) return { ...stored, warnings: [] };
  if (!file) {
    throw new CollapError(
      'E_NOT_FOUND',
      `"${reference}" is neither an audio file nor a song of the library.`,
      'Give the path of a file, or a trackId or exact title from `collap find`.',
    );
  }
  const model = await workspace.model();
  const { decoders } = workspace;
  const heard = await withReadableText(file, (readable) => embedSong(readable, { decoders, model, signal }));
  const { info, tempo, key, loudnessDb, song, clips } = heard;
  const { segments } = await analyseSong(heard, model);
  return {
    durationSeconds: info.durationSeconds,
    tempoBpm: tempo.bpm,
    key: key.key,
    loudnessDb,
    song,
    clips,
    segments,
    warnings: tellWarnings(file, info),
  };
}

/**
 * A library that cannot be opened, or that another model filled, only costs the shortcut: the file is heard again, as is one that was replaced.
 *
 * @param path - of the file that is meant; null where the reference names none.
 */
async function findStored(
  workspace: ClassifyWorkspace,
  reference: string,
  path: string | null,
): Promise<(LoadedSong & { readonly path: string }) | null> {
  try {
    const library = await workspace.library();
    const track = await library.findTrack(path ?? reference);
    if (track === null || (path !== null && !(await isAsIndexed(library, path)))) return null;
    const ids = [track.trackId];
    const [clips, sections] = await Promise.all([library.clips(ids), library.sections(ids)]);
    const own = clips.get(track.trackId);
    return own?.length ? { ...track, clips: own, segments: sections.get(track.trackId) ?? null } : null;
  } catch (error) {
    if (error instanceof CollapError && (error.code === 'E_LIBRARY' || error.code === 'E_MODEL_MISMATCH')) return null;
    throw error;
  }
}
