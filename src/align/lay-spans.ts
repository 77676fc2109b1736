import type { TimeSpan } from '../types.js';

/** About a bar: shorter moments say little of harmony. */
const MOMENT_SECONDS = 2;
/** Bounds the work on long recordings: a comparison costs the product. */
const MOST_MOMENTS = 600;

/** @returns a song in moments of one length, without gaps. */
export function laySpans(durationSeconds: number): TimeSpan[] {
  const count = Math.max(1, Math.min(MOST_MOMENTS, Math.round(durationSeconds / MOMENT_SECONDS)));
  const edge = (index: number) => (index / count) * durationSeconds;
  return Array.from({ length: count }, (_, i) => ({ startSeconds: edge(i), endSeconds: edge(i + 1) }));
}
