/** Section by section, two songs as the library keeps them: cheap enough to be done with hundreds. Legend: N = clips, D = embedding size. */
import type { StoredClip } from '../library/packed-clips.js';
import { meanOfVectors, weightedSum } from '../retrieve/vectors.js';
import type { Segment } from '../types.js';
import { placeAmongClips } from './clip-at.js';
import { laySpans } from './lay-spans.js';
import { findSpanPath, matchSpans, type SectionMatching, type SpannedSong } from './match-spans.js';
import { addCosines, clipProducts, type PlacedClips, placeClips } from './place-products.js';

export interface StoredSong {
  readonly durationSeconds: number;
  /** In playing order; at least one. */
  readonly clips: readonly StoredClip[];
  readonly segments: readonly Segment[];
}

/** A song moment by moment, made once and matched with many. */
export interface StoredMoments extends SpannedSong, PlacedClips {
  /** Mean of the clips, shape (D). */
  readonly mean: Float32Array;
}

/** @param comparable - a clip vector as the card's metric compares it. */
export function layStoredMoments(
  { durationSeconds, clips, segments }: StoredSong,
  clipSeconds: number,
  comparable: (vector: Float32Array) => Float32Array,
): StoredMoments {
  const spans = laySpans(durationSeconds);
  const vectors = clips.map(({ embedding }) => comparable(embedding));
  const places = spans.map((span) => placeAmongClips(clips, span, clipSeconds));
  return { spans, segments, mean: meanOfVectors(vectors), ...placeClips(vectors, places) };
}

/**
 * Without harmony, which the library does not keep: `matchHeardSongs` hears it, and with it covers in another key.
 *
 * @param centre - mean of unrelated music, shape (D); of length 0 where there is none.
 */
export function matchStoredSongs(a: StoredMoments, b: StoredMoments, centre: Float32Array): SectionMatching {
  const similarity = compareStored(a, b, centre);
  return matchSpans(a, b, similarity, findSpanPath(a, b, similarity));
}

/** The mean of what sounds, and of what sets the moment apart from the rest of both songs: shape (I, J), row-major, -1..1. */
function compareStored(a: StoredMoments, b: StoredMoments, centre: Float32Array): Float32Array {
  const similarity = new Float32Array(a.spans.length * b.spans.length);
  const products = clipProducts(a, b);
  const share = a.clips.length / (a.clips.length + b.clips.length);
  const common = weightedSum([a.mean, b.mean], [share, 1 - share]);
  addCosines(similarity, a, b, products, centre);
  addCosines(similarity, a, b, products, common);
  for (let at = 0; at < similarity.length; at++) similarity[at] = (similarity[at] as number) / 2;
  return similarity;
}
