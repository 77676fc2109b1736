/** Where in a song a clause is answered. Legend: N = clips. */
import type { TimeSpan } from '../types.js';

/** Standard deviations above what unrelated recordings reach below which the best clip says nothing. */
export const CHANCE_PEAK = 1;
/** A clip belongs to the span while it reaches this share of the best clip's height above chance. */
const SPAN_SHARE = 0.5;

export interface SpanInput {
  /** Similarity of the clause with every clip, in standard deviations above chance, shape (N). */
  readonly heights: readonly number[];
  /** N start times in playing order, in seconds. */
  readonly clipStarts: readonly number[];
  readonly clipSeconds: number;
  readonly durationSeconds: number;
}

/**
 * The contiguous clips around the best one that answer the clause nearly as well.
 *
 * @returns null when even the best clip is at chance level.
 */
export function findSpan(input: SpanInput): TimeSpan | null {
  const { heights, clipStarts } = input;
  const peak = heights.indexOf(Math.max(...heights));
  const height = heights[peak] ?? -Infinity;
  if (!(height >= CHANCE_PEAK)) return null;
  let first = peak;
  let last = peak;
  while (first > 0 && (heights[first - 1] as number) >= SPAN_SHARE * height) first--;
  while (last + 1 < heights.length && (heights[last + 1] as number) >= SPAN_SHARE * height) last++;
  const startSeconds = Math.min(clipStarts[first] as number, input.durationSeconds);
  const endSeconds = Math.min((clipStarts[last] as number) + input.clipSeconds, input.durationSeconds);
  return { startSeconds, endSeconds };
}
