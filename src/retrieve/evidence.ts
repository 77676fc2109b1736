/** Where in a song a clause is answered. Legend: N = clips. */
import type { TimeSpan } from '../types.js';
import { meanOf } from './vectors.js';

/** Standard deviations above what unrelated recordings reach below which the best clip says nothing. */
export const CHANCE_PEAK = 1;
/** A clip belongs to the span while it reaches this share of the best clip's height: above chance, or above the mean of what stands out. */
const SPAN_SHARE = 0.5;
/** Clips that stand out less by this much, in deviations, are all out of the question: how far they are says nothing of where the span ends. */
const DEEPEST = 5;

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
  const height = Math.max(...input.heights);
  return height >= CHANCE_PEAK ? timesOf(growPeak(input.heights, SPAN_SHARE * height), input) : null;
}

/**
 * The same of a clause that is known to be answered in one part: the contiguous clips around the one where it stands out most, while it does at least
 * half as much as there.
 *
 * @param stands - how the clause stands out where (`standOut`), shape (N).
 * @returns null when no clip is above chance level, or none of the span lies above the mean of unrelated recordings.
 */
export function locateSpan(input: SpanInput, stands: readonly number[]): TimeSpan | null {
  if (!(Math.max(...input.heights) >= CHANCE_PEAK)) return null;
  const most = Math.max(...stands);
  const mean = meanOf(stands.map((value) => Math.max(value, most - DEEPEST)));
  const span = growPeak(stands, mean + SPAN_SHARE * (most - mean));
  const best = Math.max(...input.heights.slice(span.first, span.last + 1));
  return best >= 0 ? timesOf(span, input) : null;
}

interface ClipSpan {
  readonly first: number;
  readonly last: number;
}

/** The clips around the highest value that reach `least`. */
function growPeak(values: readonly number[], least: number): ClipSpan {
  const peak = values.indexOf(Math.max(...values));
  let first = peak;
  let last = peak;
  while (first > 0 && (values[first - 1] as number) >= least) first--;
  while (last + 1 < values.length && (values[last + 1] as number) >= least) last++;
  return { first, last };
}

function timesOf({ first, last }: ClipSpan, { clipStarts, clipSeconds, durationSeconds }: SpanInput): TimeSpan {
  return {
    startSeconds: Math.min(clipStarts[first] as number, durationSeconds),
    endSeconds: Math.min((clipStarts[last] as number) + clipSeconds, durationSeconds),
  };
}
