/** A song moment by moment, as two songs are compared: sound and harmony. Legend: I, J = moments, C = frame embedding, D = clip embedding. */
import type { Model } from '../model/model.js';
import { comparableBackground } from '../retrieve/embed-description.js';
import { meanOfVectors, toMetric, toUnitLength } from '../retrieve/vectors.js';
import type { TimeSpan } from '../types.js';
import { clipAt } from './clip-at.js';
import type { HeardSong } from './hear-song.js';
import { laySpans } from './lay-spans.js';

export const PITCH_CLASSES = 12;
export interface Moments {
  /** I spans without gaps. */
  readonly spans: readonly TimeSpan[];
  /** Frame embeddings, as they are, shape (I, C). */
  readonly frames: readonly Float32Array[];
  /** Clip embeddings less the mean of unrelated music, unit norm, shape (I, D). */
  readonly clips: readonly Float32Array[];
  /** Chroma less its mean, unit norm, shape (I, 12); zeros for silence. */
  readonly chroma: readonly Float32Array[];
}

export function layMoments(song: HeardSong, model: Model): Moments {
  const { durationSeconds } = song;
  const spans = laySpans(durationSeconds);
  const { frames } = song.embedding;
  const centre = meanOfVectors(comparableBackground(model));
  const mean = (values: Float32Array, width: number, span: TimeSpan) => meanOfRows(values, width, frames.rateHz, span);
  return {
    spans,
    frames: spans.map((span) => mean(frames.embedding, frames.embeddingSize, span)),
    clips: spans.map((span) =>
      centred(toMetric(clipAt(song.clips, span, model.card.clipSeconds), model.card.metric), centre),
    ),
    chroma: spans.map((span) => {
      const pitches = mean(frames.chroma, PITCH_CLASSES, span);
      const level = pitches.reduce((sum, value) => sum + value, 0) / PITCH_CLASSES;
      return toUnitLength(pitches.map((value) => value - level));
    }),
  };
}

/**
 * @param turn - semitones by which the second song lies higher, 0..11.
 * @returns similarity of every moment with every other, shape (I, J), row-major, -1..1: the mean of sound over seconds, of the
 *   moment's own sound against the mean of both songs, and of harmony.
 */
export function compareMoments(a: Moments, b: Moments, turn: number): Float32Array {
  const common = meanOfVectors([...a.frames, ...b.frames]);
  const [framesA, framesB] = [a.frames, b.frames].map((rows) => rows.map((row) => centred(row, common))) as [
    Float32Array[],
    Float32Array[],
  ];
  const turned = b.chroma.map((row) => row.map((_, pitch) => row[(pitch + turn) % PITCH_CLASSES] as number));
  const similarity = new Float32Array(a.spans.length * b.spans.length);
  for (let i = 0; i < a.spans.length; i++) {
    for (let j = 0; j < b.spans.length; j++) {
      const parts = product(framesA[i], framesB[j]) + product(a.clips[i], b.clips[j]) + product(a.chroma[i], turned[j]);
      similarity[i * b.spans.length + j] = parts / 3;
    }
  }
  return similarity;
}

function product(left: Float32Array | undefined, right: Float32Array | undefined): number {
  let sum = 0;
  if (left && right) for (let d = 0; d < left.length; d++) sum += (left[d] as number) * (right[d] as number);
  return sum;
}

function centred(vector: Float32Array, centre: Float32Array): Float32Array {
  return toUnitLength(centre.length ? vector.map((value, d) => value - (centre[d] as number)) : vector);
}

function meanOfRows(values: Float32Array, width: number, rateHz: number, span: TimeSpan): Float32Array {
  const count = values.length / Math.max(1, width);
  const first = Math.min(Math.max(0, count - 1), Math.floor(span.startSeconds * rateHz));
  const last = Math.max(first + 1, Math.min(count, Math.round(span.endSeconds * rateHz)));
  const mean = new Float32Array(width);
  for (let f = first; f < last && f < count; f++)
    for (let d = 0; d < width; d++) mean[d] = (mean[d] as number) + (values[f * width + d] as number) / (last - first);
  return mean;
}
