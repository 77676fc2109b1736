/** Where in a song each sentence of a story is due, before anything is heard. Legend: S = sentences of the story, N = clips. */
import type { ToldPlace } from './told-place.js';

/** How far from an even pace a story may run, as the model was trained: deviation of where a sentence is heard, as a share of the song. */
const EVEN_DEVIATION = 0.25;
/** The same of a sentence that is told in turn, at the least. */
const LEAST_DEVIATION = 0.04;
/** The same from a place that the text names, and how much more such a sentence counts; chosen on validation (docs/decisions/0034-told-places.md). */
const TOLD_DEVIATION = 0.08;
const TOLD_WEIGHT = 1.5;
/** What begins at a told time is heard for this share of the song at least. */
const BEGINNING_SHARE = 0.15;

/** Where a sentence is due, in shares of the song. */
export interface Due {
  readonly from: number;
  readonly to: number;
  readonly deviation: number;
  readonly weight: number;
}

/** How much each clip counts for each sentence, shape (S, N), row-major. */
export type StoryPace = Float64Array;

/** @returns the pace of a story that names no places: even. Every row sums to 1. */
export function evenPace(sentenceCount: number, clipCount: number): StoryPace {
  const dues = Array.from({ length: sentenceCount }, (_, s) => dueAt((s + 0.5) / sentenceCount, EVEN_DEVIATION));
  return spreadDues(dues, clipCount);
}

/**
 * What names its place is due there; what names none is due in turn between those that do; what tells of the whole song is due nowhere.
 *
 * @param places - of the S sentences, in reading order.
 * @returns a row sums to 1, to 1.5 where the place is told, and to 0 where that is the whole song.
 */
export function toldPace(places: readonly (ToldPlace | null)[], durationSeconds: number, clipCount: number): StoryPace {
  return spreadDues(findDues(places, durationSeconds), clipCount);
}

/**
 * Where each sentence is due: at its told place, or in turn between those before and behind it, with the deviation that
 * so many moments have that lie between two others by chance: `σ² = p (1 − p) / (n + 1)`, p how far between.
 * Source: order statistics of the uniform distribution (David & Nagaraja 2003, section 2.1).
 *
 * @param places - of the S sentences, in reading order.
 * @returns null for what tells of the whole song.
 */
export function findDues(places: readonly (ToldPlace | null)[], durationSeconds: number): (Due | null)[] {
  const story = places.flatMap((place, s) => (place?.kind === 'whole' ? [] : [s]));
  const dues: (Due | null)[] = places.map((place) => place && duePlace(place, durationSeconds));
  const known = [
    { turn: -0.5, at: 0 },
    ...story.flatMap((s, turn) => {
      const due = dues[s];
      return due ? [{ turn, at: (due.from + due.to) / 2 }] : [];
    }),
    { turn: story.length - 0.5, at: 1 },
  ];
  for (const [turn, s] of story.entries()) dues[s] ??= dueBetween(turn, known);
  return dues;
}

/** Null for the whole song. */
function duePlace({ kind, startSeconds, endSeconds }: ToldPlace, durationSeconds: number): Due | null {
  if (kind === 'whole') return null;
  const from = startSeconds / durationSeconds;
  const end = Math.min(1, endSeconds / durationSeconds);
  const to = kind === 'from' ? Math.min(end, from + BEGINNING_SHARE) : end;
  return { from, to, deviation: TOLD_DEVIATION, weight: TOLD_WEIGHT };
}

const dueAt = (share: number, deviation: number): Due => ({ from: share, to: share, deviation, weight: 1 });

/** @param known - in the order of turns, the first before and the last after the one asked for. */
function dueBetween(turn: number, known: readonly { readonly turn: number; readonly at: number }[]): Due {
  const after = known.find((one) => one.turn > turn) as { turn: number; at: number };
  const before = known.findLast((one) => one.turn < turn) as { turn: number; at: number };
  const turns = after.turn - before.turn;
  const part = (turn - before.turn) / turns;
  const room = after.at - before.at;
  const deviation = Math.abs(room) * Math.sqrt((part * (1 - part)) / (turns + 1));
  return dueAt(before.at + room * part, Math.max(LEAST_DEVIATION, deviation));
}

function spreadDues(dues: readonly (Due | null)[], clipCount: number): StoryPace {
  const pace = new Float64Array(dues.length * clipCount);
  for (const [s, due] of dues.entries()) {
    if (!due) continue;
    const row = pace.subarray(s * clipCount, (s + 1) * clipCount);
    let sum = 0;
    for (let n = 0; n < clipCount; n++) {
      const played = (n + 0.5) / clipCount;
      const apart = Math.max(0, due.from - played, played - due.to);
      row[n] = Math.exp(-0.5 * (apart / due.deviation) ** 2);
      sum += row[n] as number;
    }
    for (let n = 0; n < clipCount; n++) row[n] = (due.weight * (row[n] as number)) / sum;
  }
  return pace;
}
