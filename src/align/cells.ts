/** The timeline of a song as cells: its sections, long ones in parts. Legend: N = clips, J = cells. */
import type { Segment, TimeSpan } from '../types.js';

export interface Cell extends TimeSpan {
  /** Index of the section that it lies in. */
  readonly segment: number;
}

/** What lies within a longer section can be told apart. */
const LONGEST_CELL_SECONDS = 30;
/** Bounds the work on recordings of hours. */
const MOST_CELLS = 600;

/**
 * @param segments - in playing order, without gaps; none counts as one section.
 * @returns at least one cell; together they cover the song.
 */
export function cutCells(segments: readonly TimeSpan[], durationSeconds: number): Cell[] {
  const sections = segments.length ? segments : [{ startSeconds: 0, endSeconds: durationSeconds }];
  const longest = Math.max(LONGEST_CELL_SECONDS, durationSeconds / (MOST_CELLS / 2));
  return sections.flatMap(({ startSeconds, endSeconds }, segment) => {
    const parts = Math.max(1, Math.round((endSeconds - startSeconds) / longest));
    const edge = (part: number) => startSeconds + (part / parts) * (endSeconds - startSeconds);
    return Array.from({ length: parts }, (_, part) => ({
      startSeconds: edge(part),
      endSeconds: edge(part + 1),
      segment,
    }));
  });
}

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

/** @returns the sections that a song without known structure is taken to have. */
export function evenSegments(durationSeconds: number): Segment[] {
  return [{ startSeconds: 0, endSeconds: durationSeconds, label: 'A', function: 'verse', confidence: 0 }];
}
