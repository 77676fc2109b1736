/** What told places and the pace of a story say about where a sentence belongs, as log-evidence. Legend: J = cells. */

import { fitSections, type NamedSection } from '../retrieve/story/named-sections.js';
import type { Due } from '../retrieve/story/story-pace.js';
import type { ToldPlace } from '../retrieve/story/told-place.js';
import type { Segment } from '../types.js';
import { type Cell, overlapSeconds } from './cells.js';

/** Beyond this many softnesses from its place a sentence is no less likely: words may be wrong. */
const FARTHEST = 4;
/** Weights in nats: a told time outweighs what is heard; edges and named functions are told loosely. */
const TIME_NATS = 1.5;
const EDGE_NATS = 1;
const FUNCTION_NATS = 3;
/** A story is told in turn: weight of a squared deviation from where a sentence is due. */
const PACE_NATS = 0.5;

/** Times are told in whole seconds, cut rather than rounded; what is told to begin at the end of a cell belongs to the next. */
const CUT_SECONDS = 0.5;
const END_SECONDS = 2.5;

/** How far a cell lies from where a place says that the sentence is heard, in seconds; 0 where it is there. */
function distanceSeconds(cell: Cell, place: ToldPlace): number {
  if (place.kind === 'from') {
    const start = place.startSeconds + CUT_SECONDS;
    return Math.max(0, start - Math.max(cell.startSeconds, cell.endSeconds - END_SECONDS), cell.startSeconds - start);
  }
  const shared = overlapSeconds(cell, place);
  if (shared >= Math.min(cell.endSeconds - cell.startSeconds, place.endSeconds - place.startSeconds) / 2) return 0;
  const apart = Math.max(cell.startSeconds - place.endSeconds, place.startSeconds - cell.endSeconds);
  return Math.max(apart, (cell.endSeconds - cell.startSeconds) / 2 - shared);
}

/** @returns log-evidence of a told place for every cell, shape (J), at most 0. */
export function placeEvidence(cells: readonly Cell[], place: ToldPlace): number[] {
  if (place.kind === 'opening') return cells.map((_, j) => -EDGE_NATS * Math.min(FARTHEST, 2 * j));
  if (place.kind === 'closing') return cells.map((_, j) => -EDGE_NATS * Math.min(FARTHEST, 2 * (cells.length - 1 - j)));
  return cells.map((cell) => -TIME_NATS * Math.min(FARTHEST, distanceSeconds(cell, place) / place.softnessSeconds));
}

/** @returns log-evidence of the named sections for every cell, shape (J), weighted by how sure each section is of its function. */
export function functionEvidence(
  cells: readonly Cell[],
  segments: readonly Segment[],
  named: readonly NamedSection[],
): number[] {
  const fits = fitSections(segments, named);
  return cells.map(({ segment }) => FUNCTION_NATS * (fits[segment] ?? 0));
}

/** @returns log-evidence of where a sentence without a told place is due in its story for every cell, shape (J). */
export function paceEvidence(cells: readonly Cell[], { from, deviation }: Due, durationSeconds: number): number[] {
  return cells.map(({ startSeconds, endSeconds }) => {
    const played = (startSeconds + endSeconds) / 2 / durationSeconds;
    return -PACE_NATS * Math.min(FARTHEST ** 2, ((played - from) / deviation) ** 2);
  });
}
