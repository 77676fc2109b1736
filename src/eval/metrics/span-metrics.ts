/** How well an estimated span fits the reference. */
import type { TimeSpan } from '../../types.js';

/** @returns shared time over covered time, 0..1; 0 where there is no estimate. */
export function intersectionOverUnion(estimated: TimeSpan | null, reference: TimeSpan): number {
  if (!estimated) return 0;
  const shared =
    Math.min(estimated.endSeconds, reference.endSeconds) - Math.max(estimated.startSeconds, reference.startSeconds);
  if (shared <= 0) return 0;
  const lengthOf = (span: TimeSpan) => span.endSeconds - span.startSeconds;
  return shared / (lengthOf(estimated) + lengthOf(reference) - shared);
}

/** @returns whether the middle of the estimate lies in the reference; a boundary belongs to what it begins. */
export function hasCentreIn(estimated: TimeSpan | null, reference: TimeSpan): boolean {
  if (!estimated) return false;
  const centre = (estimated.startSeconds + estimated.endSeconds) / 2;
  return centre >= reference.startSeconds && centre < reference.endSeconds;
}
