/** A song listened to closely: what alignment, pictures and descriptions need beyond what the library keeps. */
import { resolve } from 'node:path';
import type { DecoderPool } from '../audio/decoder-pool.js';
import { tellWarnings } from '../audio/tell-warnings.js';
import { embedSong, type SongEmbedding } from '../embed/embed-song.js';
import { CollapError, throwIfCancelled } from '../errors.js';
import type { Library } from '../library/library.js';
import { isTextThere, withReadableText } from '../library/readable-path.js';
import type { Model } from '../model/model.js';
import type { TrackFacts } from '../retrieve/measured-hints.js';
import { analyseSong, type SongStructure } from '../structure/analyse-song.js';
import type { ProgressListener } from '../types.js';
import type { AlignableSong } from './align-sentences.js';

/** The part of a workspace that listening needs. */
export interface HearWorkspace {
  readonly decoders: DecoderPool;
  model(): Promise<Model>;
  library(): Promise<Pick<Library, 'findTrack'>>;
}

export interface HeardSong extends AlignableSong, TrackFacts {
  readonly path: string;
  readonly structure: SongStructure;
  readonly embedding: SongEmbedding;
  /** What the decoder had to say, such as that the file is cut off; a sentence each. */
  readonly warnings: readonly string[];
}

export interface HearOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ProgressListener | undefined;
}

/**
 * @param reference - the path of any audio file, or a track id or title of the library.
 * @throws {@link CollapError} `E_NOT_FOUND` when it is neither, or its file is gone; the decoder's codes; `E_CANCELLED`.
 */
export async function hearSong(
  workspace: HearWorkspace,
  reference: string,
  { signal, onProgress }: HearOptions = {},
): Promise<HeardSong> {
  const path = await fileOfSong(workspace, reference);
  const model = await workspace.model();
  const { decoders } = workspace;
  const embedding = await withReadableText(path, (readable) =>
    embedSong(readable, { decoders, model, signal, onProgress }),
  );
  throwIfCancelled(signal);
  const structure = await analyseSong(embedding, model);
  return {
    path,
    durationSeconds: embedding.info.durationSeconds,
    tempoBpm: embedding.tempo.bpm,
    key: embedding.key.key,
    clips: embedding.clips,
    segments: structure.segments,
    structure,
    embedding,
    warnings: tellWarnings(path, embedding.info),
  };
}

/**
 * The file that somebody means, as the library writes it: bytes that are not UTF-8 as `\xNN`.
 *
 * @param reference - the path of any audio file, or a track id or title of the library.
 * @throws {@link CollapError} `E_NOT_FOUND` when it is neither, or its file is gone; `E_USAGE` for a title of several songs.
 */
export async function fileOfSong(workspace: Pick<HearWorkspace, 'library'>, reference: string): Promise<string> {
  const path = resolve(reference);
  if (await isTextThere(path)) return path;
  const track = await (await workspace.library()).findTrack(reference);
  if (track && (await isTextThere(track.path))) return track.path;
  throw new CollapError(
    'E_NOT_FOUND',
    track
      ? `The file of "${reference}" is gone: ${track.path}.`
      : `"${reference}" is neither an audio file nor a song of the library.`,
    'Give the path of a file, or a trackId or exact title from `collap find`.',
  );
}
