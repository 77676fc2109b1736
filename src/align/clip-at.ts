/** Clip vectors at any moment of a song. Legend: N = clips, D = embedding size. */
import type { StoredClip } from '../library/packed-clips.js';
import { weightedSum } from '../retrieve/vectors.js';
import type { TimeSpan } from '../types.js';

/** A moment between the middles of two clips. */
export interface ClipPlace {
  /** The clip before it; at the ends of the song the first or last one. */
  readonly before: number;
  readonly after: number;
  /** How far the moment lies on the way to the second, 0..1. */
  readonly share: number;
}

/** @returns where the middle of a span lies among the N clips. */
export function placeAmongClips(
  clips: readonly Pick<StoredClip, 'startSeconds'>[],
  span: TimeSpan,
  clipSeconds: number,
): ClipPlace {
  const at = (span.startSeconds + span.endSeconds) / 2;
  const middleOf = (n: number) => (clips[n] as StoredClip).startSeconds + clipSeconds / 2;
  const next = clips.findIndex((_, n) => middleOf(n) >= at);
  if (next === 0) return { before: 0, after: 0, share: 0 };
  if (next < 0) return { before: clips.length - 1, after: clips.length - 1, share: 0 };
  const length = middleOf(next) - middleOf(next - 1);
  return { before: next - 1, after: next, share: length > 0 ? (at - middleOf(next - 1)) / length : 1 };
}

/** @returns the clips around the middle of a span, on a straight line between them, shape (D). */
export function clipAt(clips: readonly StoredClip[], span: TimeSpan, clipSeconds: number): Float32Array {
  const { before, after, share } = placeAmongClips(clips, span, clipSeconds);
  const vectors = [before, after].map((n) => (clips[n] as StoredClip).embedding);
  return weightedSum(vectors, [1 - share, share]);
}
