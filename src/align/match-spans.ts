/** From matched moments of two songs to matched sections. Legend: I, J = spans. */
import type { Segment, TimeSpan } from '../types.js';
import { type CellPath, findCellPath } from './cell-path.js';
import { overlapSeconds } from './cells.js';

/** A section and what corresponds to it in the other song. */
export interface SectionMatch extends TimeSpan {
  readonly label: string;
  /** Null where nothing in the other song corresponds. */
  readonly otherStartSeconds: number | null;
  readonly otherEndSeconds: number | null;
  /** Index of the other song's section that shares most of this time; null where nothing corresponds. */
  readonly otherSegment: number | null;
  /** Mean similarity of what corresponds, -1..1; 0 where nothing does. */
  readonly similarity: number;
}

export interface SectionMatching {
  /** One a section of the first song, in playing order. */
  readonly sections: readonly SectionMatch[];
  /** How much of both songs corresponds and how closely, 0..1. */
  readonly score: number;
  /** Share of each song's time that corresponds to something in the other. */
  readonly matchedShare: number;
  readonly otherMatchedShare: number;
}

/** A song cut into spans without gaps. */
export interface SpannedSong {
  readonly spans: readonly TimeSpan[];
  readonly segments: readonly Segment[];
}

/** Of a section's time that must correspond for it to count as matched. */
const LEAST_SHARE = 0.3;

/** @param similarity - of every span of the first song with every span of the second, shape (I, J), row-major, -1..1. */
export function findSpanPath(a: SpannedSong, b: SpannedSong, similarity: Float32Array): CellPath {
  return findCellPath({ similarity, lengths: [a.spans.map(lengthOf), b.spans.map(lengthOf)] });
}

/** Reads the sections off a path through the spans. */
export function matchSpans(
  a: SpannedSong,
  b: SpannedSong,
  similarity: Float32Array,
  { pairs }: CellPath,
): SectionMatching {
  const similarityOf = ([i, j]: readonly [number, number]) => similarity[i * b.spans.length + j] as number;
  const matchedShare = coveredShare(
    pairs.map(([i]) => i),
    a,
  );
  const otherMatchedShare = coveredShare(
    pairs.map(([, j]) => j),
    b,
  );
  const closeness = pairs.reduce((sum, pair) => sum + Math.max(0, similarityOf(pair)), 0) / Math.max(1, pairs.length);
  return {
    sections: a.segments.map((segment) => matchSection(segment, pairs, a, b, similarityOf)),
    score: (closeness * (matchedShare + otherMatchedShare)) / 2,
    matchedShare,
    otherMatchedShare,
  };
}

function matchSection(
  segment: Segment,
  pairs: readonly (readonly [number, number])[],
  a: SpannedSong,
  b: SpannedSong,
  similarityOf: (pair: readonly [number, number]) => number,
): SectionMatch {
  const { startSeconds, endSeconds, label } = segment;
  const own = pairs.filter(([i]) => isInside(a.spans[i] as TimeSpan, segment));
  const covered = [...new Set(own.map(([i]) => i))].reduce((sum, i) => sum + lengthOf(a.spans[i] as TimeSpan), 0);
  const nothing = { otherStartSeconds: null, otherEndSeconds: null, otherSegment: null, similarity: 0 };
  if (covered < LEAST_SHARE * lengthOf(segment)) return { startSeconds, endSeconds, label, ...nothing };
  const span = {
    startSeconds: Math.min(...own.map(([, j]) => (b.spans[j] as TimeSpan).startSeconds)),
    endSeconds: Math.max(...own.map(([, j]) => (b.spans[j] as TimeSpan).endSeconds)),
  };
  const shared = b.segments.map((candidate) => overlapSeconds(candidate, span));
  return {
    startSeconds,
    endSeconds,
    label,
    otherStartSeconds: span.startSeconds,
    otherEndSeconds: span.endSeconds,
    otherSegment: shared.indexOf(Math.max(...shared)),
    similarity: own.reduce((sum, pair) => sum + similarityOf(pair), 0) / own.length,
  };
}

const lengthOf = ({ startSeconds, endSeconds }: TimeSpan): number => endSeconds - startSeconds;

function isInside(inner: TimeSpan, outer: TimeSpan): boolean {
  const middle = (inner.startSeconds + inner.endSeconds) / 2;
  return middle >= outer.startSeconds && middle < outer.endSeconds;
}

function coveredShare(indices: readonly number[], { spans }: SpannedSong): number {
  const total = spans.reduce((sum, span) => sum + lengthOf(span), 0);
  const covered = [...new Set(indices)].reduce((sum, index) => sum + lengthOf(spans[index] as TimeSpan), 0);
  return total > 0 ? Math.min(1, covered / total) : 0;
}
