/** A song in as many parts as a listener would tell of. Legend: D = embedding size, P = parts. */
import { letterOf } from '../structure/label-repetitions.js';
import type { Segment, TimeSpan } from '../types.js';

/** Sections in a row that are told as one. */
export interface PartSpan extends TimeSpan {
  /** In order of appearance from A; parts that sound alike share one. */
  readonly letter: string;
}

/** Parts shorter than this are told with their neighbour. */
const SHORTEST_PART_SECONDS = 8;
/** Parts of a song of no length, and for every minute. */
const LEAST_PARTS = 2;
const PARTS_A_MINUTE = 1.5;
const MOST_PARTS = 8;

/**
 * Joins neighbours, the likest first, until as many parts are left as a song of this length is told in.
 *
 * @param segments - in playing order, without gaps; at least one.
 * @param vectorOf - how a span sounds, shape (D).
 * @returns in playing order, without gaps.
 * Source: agglomerative clustering of neighbours by Ward's criterion (Ward 1963).
 */
export function cutParts(segments: readonly Segment[], vectorOf: (span: TimeSpan) => Float32Array): PartSpan[] {
  const parts = segments.map((segment) => ({ ...segment, vector: vectorOf(segment), longest: lengthOf(segment) }));
  const total = parts.reduce((sum, part) => sum + lengthOf(part), 0);
  const most = Math.min(MOST_PARTS, Math.round(LEAST_PARTS + (PARTS_A_MINUTE * total) / 60));
  for (;;) {
    const costs = parts.slice(1).map((part, index) => joinCost(parts[index] as typeof part, part));
    const at = costs.indexOf(Math.min(...costs));
    const isDone = parts.length <= most && (costs[at] ?? 1) > 0;
    if (parts.length < 2 || isDone) break;
    const [a, b] = [parts[at], parts[at + 1]] as [(typeof parts)[number], (typeof parts)[number]];
    const span = { startSeconds: a.startSeconds, endSeconds: b.endSeconds };
    const main = a.longest >= b.longest ? a : b;
    parts.splice(at, 2, { ...main, ...span, vector: vectorOf(span) });
  }
  const letters = [...new Set(parts.map(({ label }) => label))];
  return parts.map(({ startSeconds, endSeconds, label }) => ({
    startSeconds,
    endSeconds,
    letter: letterOf(letters.indexOf(label)),
  }));
}

const lengthOf = ({ startSeconds, endSeconds }: TimeSpan): number => endSeconds - startSeconds;

/** What is lost when two neighbours are told as one; nothing where one is short or both bear one letter. */
function joinCost(
  a: Segment & { readonly vector: Float32Array },
  b: Segment & { readonly vector: Float32Array },
): number {
  const [lengthA, lengthB] = [lengthOf(a), lengthOf(b)];
  if (a.label === b.label || Math.min(lengthA, lengthB) < SHORTEST_PART_SECONDS) return 0;
  const distance = a.vector.reduce((sum, value, d) => sum + (value - (b.vector[d] as number)) ** 2, 0);
  return (distance * lengthA * lengthB) / (lengthA + lengthB);
}
