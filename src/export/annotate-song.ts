/** Hears a song and says what there is to mark on its timeline. */
import { extname } from 'node:path';
import type { DecoderPool } from '../audio/decoder-pool.js';
import { readSongTags } from '../audio/tags.js';
import { embedSong } from '../embed/embed-song.js';
import { withReadablePath } from '../library/readable-path.js';
import type { Model } from '../model/model.js';
import { analyseSong } from '../structure/analyse-song.js';
import type { ProgressListener } from '../types.js';
import { type Annotations, tidyAnnotations } from './annotations.js';
import type { FoundSong } from './find-song.js';

/** The part of a workspace that hearing needs. */
export interface HearingWorkspace {
  readonly decoders: DecoderPool;
  model(): Promise<Model>;
}

/** @throws {@link CollapError} the decoder's codes for a file that cannot be read, `E_MODEL`, `E_CANCELLED`. */
export async function annotateSong(
  { decoders, model: openModel }: HearingWorkspace,
  { path, file }: Pick<FoundSong, 'path' | 'file'>,
  { signal, onProgress }: { signal?: AbortSignal | undefined; onProgress?: ProgressListener | undefined } = {},
): Promise<Annotations> {
  const model = await openModel();
  const [heard, tags] = await withReadablePath(
    file,
    extname(path),
    async (readable) =>
      [await embedSong(readable, { decoders, model, signal, onProgress }), await readSongTags(readable)] as const,
  );
  const structure = await analyseSong(heard, model);
  return tidyAnnotations({
    title: tags.title,
    artist: tags.artist,
    path,
    file,
    durationSeconds: structure.durationSeconds,
    sampleRateHz: heard.info.sampleRateHz,
    segments: structure.segments,
    beats: structure.beats,
    downbeats: structure.downbeats,
    tempoBpm: structure.tempo.bpm,
    tempoCurve: structure.tempoCurve,
    key: structure.key.key,
    keys: structure.keys,
  });
}
