/** One song through the model: decode → clips → batches → clip vectors, song vector, frames, tempo, key. */
import type { AudioInfo } from '../audio/audio-info.js';
import { cutClips } from '../audio/clips.js';
import type { DecoderPool } from '../audio/decoder-pool.js';
import { entryFile } from '../entry-file.js';
import { CollapError, throwIfCancelled } from '../errors.js';
import { clipSamples, type ModelCard } from '../model/card.js';
import type { Model } from '../model/model.js';
import { meanOf } from '../model/song-windows.js';
import type { ProgressListener } from '../types.js';
import { batched } from './batched.js';
import type { KeyEstimate } from './key.js';
import { createLoudnessMeter, type LoudnessCurve, loudnessOf, SILENCE_LUFS } from './loudness.js';
import { type MeasuredCurves, measureSong, type SongMeasures } from './measure-song.js';
import type { TempoEstimate } from './tempo.js';
import { createTimeline, type Timeline } from './timeline.js';

export interface EmbeddedClip {
  readonly startSeconds: number;
  /** In the context of its song, shape (D). */
  readonly embedding: Float32Array;
  /** Shape (K), in the order of the card's `tags`. */
  readonly tagLogits: Float32Array;
  /** Mean loudness. */
  readonly lufs: number;
}

/** What the model hears from moment to moment. Legend: F = frames of the song, C = size of a frame's embedding. */
export interface SongFrames {
  /** Frames a second. */
  readonly rateHz: number;
  /** F: frame f spans [f, f + 1) / rateHz. */
  readonly count: number;
  /** C */
  readonly embeddingSize: number;
  /** Shape (F × C), row-major. */
  readonly embedding: Float32Array;
  /** Energy of C, C#, … B, shape (F × 12), row-major. */
  readonly chroma: Float32Array;
}

export interface SongEmbedding {
  readonly info: AudioInfo;
  /** In playing order; at least one. */
  readonly clips: EmbeddedClip[];
  /** The song vector, shape (D). */
  readonly song: Float32Array;
  /** Mean over the clips, shape (K). */
  readonly tagLogits: Float32Array;
  readonly tempo: TempoEstimate;
  readonly key: KeyEstimate;
  /** RMS level relative to full scale, in dB; null for silence. */
  readonly loudnessDb: number | null;
  /** Of the whole song at the card's `onsetRateHz`, without gaps or repeats. */
  readonly onsetStrength: Float32Array;
  readonly frames: SongFrames;
  readonly loudness: LoudnessCurve;
}

export interface EmbedDependencies {
  readonly decoders: DecoderPool;
  readonly model: Model;
  readonly signal?: AbortSignal | undefined;
  /** Told after every batch, in seconds of audio; `total` is 0 where the file does not say how long it is. */
  readonly onProgress?: ProgressListener | undefined;
}

/** Clips of one song that go through the model at once: 1.3 MB of samples each at 16 kHz and 10 s. A song's vectors must not depend on what else runs. */
const CLIPS_PER_BATCH = 8;
const PITCH_CLASSES = 12;

/**
 * Embeds one file, clip by clip; never holds more than one batch of samples.
 *
 * @throws {@link CollapError} the decoder's codes, `E_TOO_SHORT` for audio without samples, `E_MODEL`, `E_CANCELLED`.
 */
export async function embedSong(
  path: string,
  { decoders, model, signal, onProgress }: EmbedDependencies,
): Promise<SongEmbedding> {
  throwIfCancelled(signal);
  const { card } = model;
  const rate = card.sampleRateHz;
  const decoded = decoders.decode(path, { sampleRateHz: rate, ...(signal && { signal }) });
  decoded.info.catch(() => undefined); // the same error is thrown by the blocks below
  const meter = createLoudnessMeter(rate);
  const clips: Omit<EmbeddedClip, 'lufs'>[] = [];
  const onsets = createTimeline(card.audio.onsetRateHz, 1);
  const frames = createFrameTimeline(card.audio.frameRateHz);
  for await (const batch of batched(cutClips(meter.measure(decoded.blocks), clipLayout(card)), CLIPS_PER_BATCH)) {
    throwIfCancelled(signal);
    const features = await model.embedClips(batch.map((clip) => clip.samples));
    for (const [i, { embedding, tagLogits, onsetStrength, chroma, frameEmbedding }] of features.entries()) {
      const startSeconds = (batch[i]?.startSample as number) / rate;
      clips.push({ startSeconds, embedding, tagLogits });
      onsets.append(onsetStrength, startSeconds);
      frames.append(chroma, frameEmbedding, startSeconds);
    }
    onProgress?.({ done: meter.samples() / rate, total: 0, message: path });
  }
  throwIfCancelled(signal);
  const info = await decoded.info;
  if (clips.length === 0)
    throw new CollapError('E_TOO_SHORT', `${path} holds no audio samples.`, 'Replace the file by a complete one.');
  const heardSeconds = meter.samples() / rate;
  const onsetStrength = onsets.cut(heardSeconds);
  const vectors = await model.encodeSong(clips.map((clip) => clip.embedding));
  const songFrames = frames.cut(heardSeconds);
  const loudness = meter.curve();
  return {
    info,
    clips: clips.map(({ startSeconds, tagLogits }, n) => ({
      startSeconds,
      tagLogits,
      embedding: vectors.clips[n] as Float32Array,
      lufs: loudnessOf(loudness, { startSeconds, endSeconds: startSeconds + card.clipSeconds }) ?? SILENCE_LUFS,
    })),
    song: vectors.song,
    tagLogits: meanOf(clips.map((clip) => clip.tagLogits)),
    ...(await measure({ onsetStrength, chroma: songFrames.chroma }, model)),
    loudnessDb: meter.rmsDb(),
    onsetStrength,
    frames: songFrames,
    loudness,
  };
}

/** In a thread of the model, where it has some: whoever asks this process meanwhile does not wait. */
async function measure(curves: MeasuredCurves, { card, runBeside }: Model): Promise<SongMeasures> {
  if (!runBeside) return measureSong(curves, card);
  return runBeside(entryFile('./measure-worker.js', import.meta.url), curves);
}

function clipLayout(card: ModelCard): { clipSamples: number; hopSamples: number } {
  return { clipSamples: clipSamples(card), hopSamples: Math.round(card.hopSeconds * card.sampleRateHz) };
}

/** Chroma and frame embeddings side by side; how large an embedding is, the first clip tells. */
function createFrameTimeline(rateHz: number) {
  const chromaLine = createTimeline(rateHz, PITCH_CLASSES);
  let embeddingSize = 0;
  let embeddingLine: Timeline | undefined;
  return {
    append(chroma: Float32Array, embedding: Float32Array, startSeconds: number): void {
      if (!embeddingLine) {
        embeddingSize = Math.round((embedding.length * PITCH_CLASSES) / Math.max(1, chroma.length));
        embeddingLine = createTimeline(rateHz, embeddingSize);
      }
      chromaLine.append(chroma, startSeconds);
      embeddingLine.append(embedding, startSeconds);
    },
    cut(seconds: number): SongFrames {
      const chroma = chromaLine.cut(seconds);
      const embedding = embeddingLine?.cut(seconds) ?? new Float32Array();
      return { rateHz, count: chroma.length / PITCH_CLASSES, embeddingSize, embedding, chroma };
    },
  };
}
