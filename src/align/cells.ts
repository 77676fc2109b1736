/** The timeline of a song as cells: its sections, long ones in parts. Legend: J = cells. */
import type { Segment, TimeSpan } from '../types.js';

export { overlapSeconds, weighClips } from '../structure/weigh-clips.js';

export interface Cell extends TimeSpan {
  /** Index of the section that it lies in. */
  readonly segment: number;
}

/** What lies within a longer section can be told apart. */
const LONGEST_CELL_SECONDS = 15;
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

/** @returns the sections that a song without known structure is taken to have. */
export function evenSegments(durationSeconds: number): Segment[] {
  return [{ startSeconds: 0, endSeconds: durationSeconds, label: 'A', function: 'verse', confidence: 0 }];
}
