/** Which section of one song corresponds to which of another: covers, edits, remixes, songs built alike. Legend: I, J = cells. */
import type { Model } from '../model/model.js';
import { overlapSeconds } from '../structure/weigh-clips.js';
import type { Segment, TimeSpan } from '../types.js';
import { findCellPath } from './cell-path.js';
import type { HeardSong } from './hear-song.js';
import { compareMoments, layMoments, type Moments, PITCH_CLASSES } from './moments.js';

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

export interface SongMatching {
  readonly path: string;
  readonly durationSeconds: number;
  /** Sections of the other song. */
  readonly segments: readonly Segment[];
  /** One a section of the first song, in playing order. */
  readonly sections: readonly SectionMatch[];
  /** How much of both songs corresponds and how closely, 0..1. */
  readonly score: number;
  /** Share of each song's time that corresponds to something in the other. */
  readonly matchedShare: number;
  readonly otherMatchedShare: number;
  /** Semitones up from the first song to the second, -5..6; 0 where both are in one key. */
  readonly transposedSemitones: number;
}

/** Of a section's time that must correspond for it to count as matched. */
const LEAST_SHARE = 0.3;

export function matchHeardSongs(song: HeardSong, other: HeardSong, model: Model): SongMatching {
  const [a, b] = [layMoments(song, model), layMoments(other, model)];
  const lengths = [a.spans.map(lengthOf), b.spans.map(lengthOf)] as const;
  const turns = Array.from({ length: PITCH_CLASSES }, (_, turn) => turn);
  let best: {
    turn: number;
    gain: number;
    pairs: readonly (readonly [number, number])[];
    similarity: Float32Array;
  } | null = null;
  for (const turn of turns) {
    const similarity = compareMoments(a, b, turn);
    const path = findCellPath({ similarity, lengths });
    if (!best || path.gain > best.gain) best = { turn, similarity, ...path };
  }
  const { turn, pairs, similarity } = best as NonNullable<typeof best>;
  const similarityOf = ([i, j]: readonly [number, number]) => similarity[i * b.spans.length + j] as number;
  const sections = song.segments.map((segment) => matchSection(segment, pairs, a, b, other.segments, similarityOf));
  const [matched, otherMatched] = [
    coveredShare(
      pairs.map(([i]) => i),
      a,
    ),
    coveredShare(
      pairs.map(([, j]) => j),
      b,
    ),
  ];
  const closeness = pairs.reduce((sum, pair) => sum + Math.max(0, similarityOf(pair)), 0) / Math.max(1, pairs.length);
  return {
    path: other.path,
    durationSeconds: other.durationSeconds,
    segments: other.segments,
    sections,
    score: (closeness * (matched + otherMatched)) / 2,
    matchedShare: matched,
    otherMatchedShare: otherMatched,
    transposedSemitones: turn > PITCH_CLASSES / 2 ? turn - PITCH_CLASSES : turn,
  };
}

function matchSection(
  segment: Segment,
  pairs: readonly (readonly [number, number])[],
  a: Moments,
  b: Moments,
  otherSegments: readonly Segment[],
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
  const shared = otherSegments.map((candidate) => overlapSeconds(candidate, span));
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

function coveredShare(cells: readonly number[], { spans }: Moments): number {
  const total = spans.reduce((sum, span) => sum + lengthOf(span), 0);
  const covered = [...new Set(cells)].reduce((sum, cell) => sum + lengthOf(spans[cell] as TimeSpan), 0);
  return total > 0 ? Math.min(1, covered / total) : 0;
}
