/** How much each clip says of a span of its song. Legend: N = clips. */
import type { TimeSpan } from '../types.js';

/** @returns seconds that two spans share, at least 0. */
export function overlapSeconds(a: TimeSpan, b: TimeSpan): number {
  return Math.max(0, Math.min(a.endSeconds, b.endSeconds) - Math.max(a.startSeconds, b.startSeconds));
}

/**
 * Weights of the clips in one span, shape (N), summing to 1: clips that reach beyond the span count less than by their share in it.
 * A span that no clip overlaps takes the nearest one.
 */
export function weighClips(span: TimeSpan, clipStarts: readonly number[], clipSeconds: number): number[] {
  const weights = clipStarts.map(
    (startSeconds) => overlapSeconds(span, { startSeconds, endSeconds: startSeconds + clipSeconds }) ** 2,
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum > 0) return weights.map((weight) => weight / sum);
  const middle = (span.startSeconds + span.endSeconds - clipSeconds) / 2;
  const distances = clipStarts.map((start) => Math.abs(start - middle));
  const nearest = distances.indexOf(Math.min(...distances));
  return clipStarts.map((_, n) => (n === nearest ? 1 : 0));
}
