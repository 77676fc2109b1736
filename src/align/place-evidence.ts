/** What told places and the pace of a story say about where a sentence belongs, as log-evidence. Legend: J = cells. */

import type { Due } from '../retrieve/story/story-pace.js';
import type { ToldPlace } from '../retrieve/story/told-place.js';
import type { Segment, SegmentFunction } from '../types.js';
import { type Cell, overlapSeconds } from './cells.js';

/** Beyond this many softnesses from its place a sentence is no less likely: words may be wrong. */
const FARTHEST = 4;
/** Weights in nats: a told time outweighs what is heard; edges and named functions are told loosely. */
const TIME_NATS = 1.5;
const EDGE_NATS = 1;
const FUNCTION_NATS = 3;
/** A story is told in turn: weight of a squared deviation from where a sentence is due. */
const PACE_NATS = 0.5;
/** A section that is named with another number is as good as one of another function by this share. */
const OTHER_NUMBER = 0.25;

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
  const fits = segments.map((section, index) => {
    const alike = segments.flatMap((other, at) => (other.function === section.function ? [at] : []));
    const numbers = [alike.indexOf(index), alike.indexOf(index) - alike.length];
    const ownFits = named
      .filter((one) => one.function === section.function)
      .map(({ number }) => (number === null || numbers.includes(number) || number >= alike.length ? 1 : OTHER_NUMBER));
    return FUNCTION_NATS * section.confidence * Math.max(0, ...ownFits);
  });
  return cells.map(({ segment }) => fits[segment] ?? 0);
}

/** @returns log-evidence of where a sentence is due in its story for every cell, shape (J). */
export function paceEvidence(cells: readonly Cell[], { from, to, deviation }: Due, durationSeconds: number): number[] {
  return cells.map(({ startSeconds, endSeconds }) => {
    const apart = Math.max(0, startSeconds / durationSeconds - to, from - endSeconds / durationSeconds);
    const middle = (startSeconds + endSeconds) / 2 / durationSeconds;
    const near = Math.max(apart, Math.abs(middle - (from + to) / 2) - (to - from) / 2);
    return -PACE_NATS * Math.min(FARTHEST ** 2, (near / deviation) ** 2);
  });
}

/** A section by its function and, where it is told, its number: 0 the first, -1 the last. */
export interface NamedSection {
  readonly function: SegmentFunction;
  readonly number: number | null;
}

const NUMBERS: Readonly<Record<string, number>> = {
  first: 0,
  opening: 0,
  second: 1,
  third: 2,
  fourth: 3,
  fifth: 4,
  last: -1,
  final: -1,
  closing: -1,
};

const FUNCTION_WORDS: readonly (readonly [SegmentFunction, string])[] = [
  ['intro', 'intro(?:duction)?|prelude'],
  ['verse', 'verses?|stanzas?|strophes?'],
  ['chorus', 'chorus(?:es)?|refrains?|hooks?'],
  ['bridge', 'bridge|middle eight|breakdown'],
  [
    'instrumental',
    String.raw`(?:solos?|instrumental (?:break|section|part|passage|stretch|interlude)|interlude)\b(?! (?:piano|guitar|instrument|voice|violin|cello))`,
  ],
  ['outro', 'outro|coda|tag'],
];
/** "After the first chorus" and "unlike the verse" are not told of these sections. */
const BESIDE = String.raw`(?<!\b(?:after|before|until|since|than|like|unlike|from|between)\s+(?:the\s+|an?\s+|its\s+)?(?:[\w-]+\s+)?)`;
const NAMED: readonly (readonly [SegmentFunction, RegExp])[] = FUNCTION_WORDS.map(([name, words]) => [
  name,
  new RegExp(String.raw`${BESIDE}\b(?:(${Object.keys(NUMBERS).join('|')})\s+(?:[\w-]+\s+)?)?(?:${words})\b`, 'gi'),
]);

/** @returns the sections that a sentence names: "the second chorus bursts in". */
export function readNamedSections(sentence: string): NamedSection[] {
  return NAMED.flatMap(([name, words]) =>
    Array.from(sentence.matchAll(words), ([, number]) => ({
      function: name,
      number: number === undefined ? null : (NUMBERS[number.toLowerCase()] as number),
    })),
  );
}
