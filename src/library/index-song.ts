/** One file of an index run: is its audio known already, and if not, what does the model hear in it? */
import { extname } from 'node:path';
import type { AudioWarning } from '../audio/audio-info.js';
import type { DecoderPool } from '../audio/decoder-pool.js';
import { readSongTags, type SongTags } from '../audio/tags.js';
import { hashEncodedAudio } from '../audio/track-id.js';
import { embedSong } from '../embed/embed-song.js';
import { parseKeyName } from '../embed/key-names.js';
import { asCollapError, CollapError, type ErrorCode } from '../errors.js';
import type { Model } from '../model/model.js';
import { analyseSong } from '../structure/analyse-song.js';
import { withReadablePath } from './readable-path.js';
import type { NewTrack, TrackDescription } from './stored-track.js';
import type { FoundFile } from './walk-audio.js';

export type SongOutcome =
  | { readonly kind: 'embedded'; readonly track: NewTrack; readonly warnings: readonly AudioWarning[] }
  | { readonly kind: 'known'; readonly description: TrackDescription }
  | { readonly kind: 'failed'; readonly error: CollapError };

export interface SongDependencies {
  readonly decoders: DecoderPool;
  readonly model: () => Promise<Model>;
  /** Ids of the tracks that the library holds whole; embedded ones are added. */
  readonly knownTracks: Set<string>;
  /** Tracks that are being embedded now. */
  readonly inFlight: Map<string, Promise<unknown>>;
  readonly signal: AbortSignal;
}

/** Failures that are not the file's: they end the run. */
const FATAL: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'E_CANCELLED',
  'E_DEVICE',
  'E_LIBRARY',
  'E_MODEL',
  'E_MODEL_MISMATCH',
  'E_SHAPE',
]);

/** @throws {@link CollapError} for what is not the file's fault: a model or library that fails, cancellation. */
export async function indexSong(file: FoundFile, deps: SongDependencies): Promise<SongOutcome> {
  try {
    if (file.sizeBytes === 0)
      throw new CollapError('E_EMPTY_FILE', 'The file is empty (0 bytes).', 'Replace it by a complete one.');
    return await withReadablePath(file.raw, extname(file.path), (path) => listen(path, file.path, deps));
  } catch (thrown) {
    const error = fromFileSystem(thrown) ?? asCollapError(thrown);
    if (FATAL.has(error.code)) throw error;
    return { kind: 'failed', error };
  }
}

/** @param path - readable; @param shown - as the library names it. */
async function listen(path: string, shown: string, deps: SongDependencies): Promise<SongOutcome> {
  const trackId = await hashEncodedAudio(path);
  await deps.inFlight.get(trackId)?.catch(() => undefined); // its own file reports the failure; this one then tries for itself
  if (deps.knownTracks.has(trackId))
    return { kind: 'known', description: describe(trackId, shown, await readSongTags(path)) };
  const embedding = embedTrack(path, shown, trackId, deps);
  deps.inFlight.set(trackId, embedding);
  try {
    const embedded = await embedding;
    deps.knownTracks.add(trackId);
    return embedded;
  } finally {
    deps.inFlight.delete(trackId);
  }
}

async function embedTrack(
  path: string,
  shown: string,
  trackId: string,
  { decoders, model, signal }: SongDependencies,
): Promise<SongOutcome> {
  const opened = await model();
  const heard = await embedSong(path, { decoders, model: opened, signal });
  const { segments } = await analyseSong(heard, opened);
  const tags = await readSongTags(path);
  const track: NewTrack = {
    ...describe(trackId, shown, tags),
    durationSeconds: heard.info.durationSeconds,
    tempoBpm: heard.tempo.bpm ?? tags.bpm,
    tempoConfidence: heard.tempo.confidence,
    key: heard.key.key ?? (tags.key === null ? null : parseKeyName(tags.key)),
    keyConfidence: heard.key.confidence,
    loudnessDb: heard.loudnessDb,
    song: heard.song,
    tagLogits: heard.tagLogits,
    clips: heard.clips,
    sections: segments,
  };
  return { kind: 'embedded', track, warnings: heard.info.warnings };
}

function describe(trackId: string, path: string, { title, artist, album, genre, year }: SongTags): TrackDescription {
  return { trackId, path, title, artist, album, genre, year };
}

/** A file may vanish, or its rights change, between being found and being read. */
function fromFileSystem(thrown: unknown): CollapError | null {
  if (thrown instanceof CollapError) return null;
  const { code } = thrown as NodeJS.ErrnoException;
  if (code === 'ENOENT')
    return new CollapError('E_NOT_FOUND', 'The file vanished before it was read.', 'Index again.', { cause: thrown });
  if (code !== 'EACCES' && code !== 'EPERM') return null;
  return new CollapError(
    'E_PERMISSION',
    'The file cannot be read with the rights of this process.',
    'Give this user the right to read it.',
    { cause: thrown },
  );
}
