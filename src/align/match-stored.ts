/** Section by section, two songs as the library keeps them: cheap enough to be done with hundreds. Legend: N = clips, D = embedding size. */
import type { StoredClip } from '../library/packed-clips.js';
import { meanOfVectors } from '../retrieve/vectors.js';
import type { Segment } from '../types.js';
import { placeAmongClips } from './clip-at.js';
import { laySpans } from './lay-spans.js';
import { findSpanPath, matchSpans, type SectionMatching, type SpannedSong } from './match-spans.js';
import { type PlacedClips, placeCosines } from './place-products.js';

export interface StoredSong {
  readonly durationSeconds: number;
  /** In playing order; at least one. */
  readonly clips: readonly StoredClip[];
  readonly segments: readonly Segment[];
}

/** A song moment by moment, made once and matched with many. */
export interface StoredMoments extends SpannedSong, PlacedClips {
  /** The clips less the mean of unrelated music, shape (N, D). */
  readonly centred: readonly Float32Array[];
}

/**
 * @param comparable - a clip vector as the card's metric compares it.
 * @param centre - mean of unrelated music, shape (D).
 */
export function layStoredMoments(
  { durationSeconds, clips, segments }: StoredSong,
  clipSeconds: number,
  comparable: (vector: Float32Array) => Float32Array,
  centre: Float32Array,
): StoredMoments {
  const spans = laySpans(durationSeconds);
  const vectors = clips.map(({ embedding }) => comparable(embedding));
  const places = spans.map((span) => placeAmongClips(clips, span, clipSeconds));
  return { spans, segments, places, clips: vectors, centred: subtract(vectors, centre) };
}

/** Without harmony, which the library does not keep: `matchHeardSongs` hears it, and with it covers in another key. */
export function matchStoredSongs(a: StoredMoments, b: StoredMoments): SectionMatching {
  const similarity = compareStored(a, b);
  return matchSpans(a, b, similarity, findSpanPath(a, b, similarity));
}

/** The mean of what sounds, and of what sets the moment apart from the rest of both songs: shape (I, J), row-major, -1..1. */
function compareStored(a: StoredMoments, b: StoredMoments): Float32Array {
  const common = meanOfVectors([...a.clips, ...b.clips]);
  const placed = (song: StoredMoments, clips: readonly Float32Array[]) => ({ places: song.places, clips });
  const sound = placeCosines(placed(a, a.centred), placed(b, b.centred));
  const particular = placeCosines(placed(a, subtract(a.clips, common)), placed(b, subtract(b.clips, common)));
  return sound.map((value, at) => (value + (particular[at] as number)) / 2);
}

function subtract(vectors: readonly Float32Array[], centre: Float32Array): Float32Array[] {
  return vectors.map((vector) => (centre.length ? vector.map((value, d) => value - (centre[d] as number)) : vector));
}
