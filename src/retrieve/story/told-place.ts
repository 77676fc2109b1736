/** Where in a song a sentence says that it is heard: "at 1:10", "after about a minute", "in the last minute", "opens with". */
import type { TimeSpan } from '../../types.js';
import * as said from './place-words.js';
import { readAmount } from './told-amounts.js';

export type PlaceKind =
  /** Between two told times. */
  | 'span'
  /** Something begins at a told time. */
  | 'from'
  /** The song begins so. */
  | 'opening'
  /** The song ends so. */
  | 'closing'
  /** All the time. */
  | 'whole';

export interface ToldPlace extends TimeSpan {
  readonly kind: PlaceKind;
  /** How far off the words may be, in seconds: clock times are exact, "about a minute" is not. */
  readonly softnessSeconds: number;
}

const EXACT_SECONDS = 2;
const ROUGH_SECONDS = 10;
/** "Opens with" and "ends with" speak of this share of a song at most, and of at most so long. */
const EDGE_SHARE = 0.25;
const EDGE_SECONDS = 40;
/** What comes after an opening that is called nothing else begins about here. */
const AFTER_OPENING_SHARE = 0.12;
/** Of shares such as "halfway". */
const SHARE_SOFTNESS = 0.08;

/** Where something told is heard in a song of a length, in seconds; what is told is read once for all songs. */
type Placing = (durationSeconds: number) => ToldPlace;
type Reader = (sentence: string) => Placing | null;

/**
 * The places of a whole description, read once for songs of any length. "Ten seconds later" counts from the sentence before; what is said before
 * "it opens with" or after "it ends with" speaks of the whole song.
 *
 * @returns the places in a song of a length, which "the last minute" and "halfway" need; null where a sentence names none, or one beyond the song's end.
 */
export function readToldPlaces(sentences: readonly string[]): (durationSeconds: number) => (ToldPlace | null)[] {
  const told = sentences.map((sentence) => ({ later: readLater(sentence), placing: readPlacing(sentence) }));
  const isSummary = said.SUMMARY.test(sentences[0] ?? '');
  return (durationSeconds) => {
    const places: (ToldPlace | null)[] = [];
    for (const { later, placing } of told) {
      const before = places.findLast((place) => place !== null && place.kind !== 'whole') ?? null;
      places.push(placeLater(later, before, durationSeconds) ?? placeWithin(placing, durationSeconds));
    }
    const opening = places.findIndex((place) => place !== null && place.kind !== 'whole' && place.startSeconds === 0);
    const closing = places.findLastIndex((place) => place?.kind === 'closing');
    const whole = wholeSong(durationSeconds);
    const half = sentences.length / 2;
    const isBefore = (s: number) => s < opening && opening < half;
    const isBehind = (s: number) => closing >= half && s > closing;
    const isWhole = (s: number) => isBefore(s) || isBehind(s) || (s === 0 && isSummary);
    return places.map((place, s) => place ?? (isWhole(s) ? whole : null));
  };
}

function readPlacing(sentence: string): Placing | null {
  for (const read of READERS) {
    const placing = read(sentence);
    if (placing) return placing;
  }
  return null;
}

function placeWithin(placing: Placing | null, durationSeconds: number): ToldPlace | null {
  const place = placing?.(durationSeconds) ?? null;
  return place && place.startSeconds < durationSeconds && place.endSeconds > place.startSeconds ? place : null;
}

/** Seconds after what was told before; null where the sentence does not say so. */
function readLater(sentence: string): number | null {
  const match = said.LATER.exec(sentence);
  return match && readAmount((match[1] ?? match[2]) as string);
}

function placeLater(later: number | null, before: ToldPlace | null, durationSeconds: number): ToldPlace | null {
  if (!before || !later || before.startSeconds + later >= durationSeconds) return null;
  return fromTime(before.startSeconds + later, durationSeconds, ROUGH_SECONDS);
}

const wholeSong: Placing = (durationSeconds) => ({
  kind: 'whole',
  startSeconds: 0,
  endSeconds: durationSeconds,
  softnessSeconds: ROUGH_SECONDS,
});

const fromTime = (seconds: number, durationSeconds: number, softnessSeconds: number): ToldPlace => ({
  kind: 'from',
  startSeconds: seconds,
  endSeconds: durationSeconds,
  softnessSeconds,
});

const between = (startSeconds: number, endSeconds: number, softnessSeconds: number): ToldPlace => ({
  kind: 'span',
  startSeconds: Math.max(0, startSeconds),
  endSeconds,
  softnessSeconds,
});

const readSpan: Reader = (sentence) => {
  const match = said.SPAN.exec(sentence);
  if (!match) return null;
  const [start, end] = [readAmount((match[1] ?? match[3]) as string), readAmount((match[2] ?? match[4]) as string)];
  if (start === null || end === null || end <= start) return null;
  return (durationSeconds) => between(start, Math.min(end, durationSeconds), EXACT_SECONDS);
};

const readEdges: Reader = (sentence) => {
  const first = said.FIRST.exec(sentence);
  if (first) {
    const seconds = readAmount(withNumber(first[2] as string)) ?? 0;
    return first[1]
      ? (durationSeconds) => fromTime(seconds, durationSeconds, ROUGH_SECONDS)
      : (durationSeconds) => between(0, Math.min(seconds, durationSeconds), ROUGH_SECONDS);
  }
  const last = said.LAST.exec(sentence);
  if (!last) return null;
  const seconds = readAmount(withNumber(last[2] as string)) ?? 0;
  return (durationSeconds) => {
    const from = Math.max(0, durationSeconds - seconds);
    return last[1] ? between(0, from, ROUGH_SECONDS) : between(from, durationSeconds, ROUGH_SECONDS);
  };
};

const readMinute: Reader = (sentence) => {
  const match = said.MINUTE.exec(sentence);
  if (!match) return null;
  const index = said.ORDINALS.indexOf((match[2] as string).toLowerCase()) + 1;
  if (match[1]) return (durationSeconds) => fromTime(60 * (index + 1), durationSeconds, ROUGH_SECONDS);
  return (durationSeconds) => between(60 * index, Math.min(60 * (index + 1), durationSeconds), ROUGH_SECONDS);
};

const readToGo: Reader = (sentence) => {
  const seconds = readAmount(said.TO_GO.exec(sentence)?.[1] ?? '');
  if (!seconds) return null;
  return (durationSeconds) => between(durationSeconds - seconds, durationSeconds, ROUGH_SECONDS);
};

const withNumber = (amount: string): string => (/^(?:minute|second)$/i.test(amount) ? `one ${amount}` : amount);

const readNotUntil: Reader = (sentence) => {
  const amount = said.NOT_UNTIL.exec(sentence)?.[1];
  return amount === undefined ? null : readFrom(`at ${amount}`);
};

const readUntil: Reader = (sentence) => {
  const match = said.UNTIL.exec(sentence);
  const seconds = readAmount(match?.[1] ?? '');
  const start = match && readAmount(said.CLOCK_BEFORE.exec(sentence.slice(0, match.index))?.[1] ?? '');
  const from = seconds && start && start < seconds ? start : 0;
  return seconds ? (durationSeconds) => between(from, Math.min(seconds, durationSeconds), ROUGH_SECONDS) : null;
};

const readFrom: Reader = (sentence) => {
  const match = said.FROM.exec(sentence.replace(said.LENGTHS, ' '));
  const amount = match?.[2] ?? match?.[3] ?? match?.[4];
  const seconds = amount === undefined ? null : readAmount(amount);
  if (seconds === null) return null;
  const isExact = /\d:\d/.test(amount as string);
  const softness = isExact ? EXACT_SECONDS : Math.max(EXACT_SECONDS, Math.min(20, seconds / 5));
  return (durationSeconds) => fromTime(seconds, durationSeconds, softness);
};

const fromShare =
  (share: number): Placing =>
  (durationSeconds) =>
    fromTime(share * durationSeconds, durationSeconds, SHARE_SOFTNESS * durationSeconds);

const betweenShares =
  (from: number, to: number): Placing =>
  (durationSeconds) =>
    between(from * durationSeconds, to * durationSeconds, SHARE_SOFTNESS * durationSeconds);

const readHalf: Reader = (sentence) => {
  const match = said.HALF.exec(sentence);
  if (!match) return null;
  const part = { half: 2, third: 3, quarter: 4 }[(match[2] as string).toLowerCase()] as number;
  const which = (match[1] as string).toLowerCase();
  const index = { first: 0, opening: 0, second: 1, middle: 1, third: 2 }[which] ?? part - 1;
  return betweenShares(index / part, (index + 1) / part);
};

const readShare: Reader = (sentence) => {
  const share = said.SHARE_IN.exec(sentence);
  if (share) {
    const parts = /^third/i.test(share[2] ?? '') ? 3 : /^quarter/i.test(share[2] ?? '') ? 4 : 5;
    const count = { two: 2, three: 3 }[(share[1] ?? '').toLowerCase()] ?? 1;
    const at = share[3] === undefined ? count / parts : Number(share[3]) / 100;
    return fromShare(at);
  }
  const middle = said.AROUND_MIDDLE.exec(sentence);
  if (middle) return /before/i.test(middle[0]) ? betweenShares(0.3, 0.5) : fromShare(0.5);
  if (said.HALFWAY.test(sentence)) return fromShare(0.5);
  return said.MIDDLE.test(sentence) ? betweenShares(0.35, 0.65) : null;
};

/** Where both are named, what is told first is meant: "it opens with a bell that returns at the end". */
const readOpeningOrClosing: Reader = (sentence) => {
  if (said.NEVER.test(sentence)) return null;
  if (said.AFTER_OPENING.test(sentence)) return fromShare(AFTER_OPENING_SHARE);
  const there = sentence.replace(said.ELSEWHERE, ' — ');
  const opening = said.CARRIES_ON.test(sentence) ? -1 : there.search(said.OPENING);
  const closing = there.search(said.CLOSING);
  if (opening < 0 && closing < 0) return null;
  return closing < 0 || (opening >= 0 && opening < closing) ? openingPlace : closingPlace;
};

const openingPlace: Placing = (durationSeconds) => ({
  kind: 'opening',
  startSeconds: 0,
  endSeconds: edgeSeconds(durationSeconds),
  softnessSeconds: ROUGH_SECONDS,
});

const closingPlace: Placing = (durationSeconds) => ({
  kind: 'closing',
  startSeconds: durationSeconds - edgeSeconds(durationSeconds),
  endSeconds: durationSeconds,
  softnessSeconds: ROUGH_SECONDS,
});

const edgeSeconds = (durationSeconds: number): number => Math.min(EDGE_SECONDS, EDGE_SHARE * durationSeconds);

const readWhole: Reader = (sentence) => (said.WHOLE.test(sentence) ? wholeSong : null);
const readGeneral: Reader = (sentence) => (said.GENERAL.test(sentence) ? wholeSong : null);

const readEarlyOrLate: Reader = (sentence) => {
  if (said.EARLY.test(sentence)) return betweenShares(0, 0.3);
  return said.LATE.test(sentence) ? betweenShares(0.65, 1) : null;
};

/** Told times before told shares, those before words. */
const READERS: readonly Reader[] = [
  readSpan,
  readEdges,
  readToGo,
  readMinute,
  readNotUntil,
  readUntil,
  readFrom,
  readWhole,
  readHalf,
  readShare,
  readOpeningOrClosing,
  readEarlyOrLate,
  readGeneral,
];
