/** How long a song or a sound should be, as people write it: "a little over two minutes long", "a twelve-second loop", "shorter than 10 seconds". */
import { ROUGHLY } from './story/patterns.js';
import { AMOUNT as ANY_AMOUNT, NUMBER, readAmount } from './story/told-amounts.js';

/** "Three minutes" in plain language: give or take a sixth. */
const DURATION_TOLERANCE = 1 / 6;
const MINUTES = String.raw`(?:(?!an?\b)${NUMBER}(?:[\s-]+and[\s-]+a[\s-]+half)?[\s-]*min(?:ute)?s?(?:,?\s+(?:and\s+)?${NUMBER}[\s-]*sec(?:ond)?s?)?|${NUMBER}[\s-]+minutes?[\s-]+and[\s-]+a[\s-]+half)`;
const SECONDS = String.raw`(?!an?\b|one\b)${NUMBER}[\s-]*sec(?:ond)?s?`;
const AMOUNT = `(?<amount>${MINUTES}|${SECONDS})`;
const WORK = '(?:song|track|piece|tune|composition|recording|suite|jam)s?';
const SOUND = '(?<sound>(?:loop|clip|sample|jingle|stinger|cue|snippet|phrase|one-shot)s?)';
const END = String.raw`[^\S\n]*(?:[.,;:)—–\n]|$)`;
const COMPARED = String.raw`(?<near>(?:a\s+(?:little|bit)|just|slightly|barely)\s+)?(?:(?<most>shorter|less|under|below)|(?<least>longer|more|over|above))(?:\s+than)?`;
const LENGTHS = [
  String.raw`\b(?:length|duration|(?:run(?:ning)?|play(?:ing)?)[\s-]?time)\s*:\s*(?:${COMPARED}|${ROUGHLY}|nearly|almost|~)?\s*(?<amount>${ANY_AMOUNT})`,
  String.raw`\b${COMPARED}\s+${AMOUNT}\b(?=\s+long|${END})`,
  String.raw`(?<!\b(?:at|after|by|from|until|before)\s+)\b${AMOUNT}[\s-]+(?:long|${WORK})\b`, // not "at two minutes long notes enter"
  String.raw`\b${AMOUNT}(?<!s)[\s-]+(?:[a-z-]+\s+)?(?:${SOUND}|${WORK})\b`,
  String.raw`\blast(?:s|ing)?\s+(?:about\s+|around\s+)?(?<amount>${MINUTES})\b`,
].map((source) => new RegExp(source, 'gi'));
/** Less is the length of a part, unless a sound is named or a length is asked for. */
const LEAST_SECONDS = 30;

export interface ToldLength {
  /** The words that say so, as they are written. */
  readonly phrase: string;
  /** Shortest and longest; `Number.MAX_VALUE` where there is no longest. */
  readonly seconds: readonly [number, number];
}

/** @returns the first length that is told of the whole. */
export function readToldLength(text: string): ToldLength | null {
  for (const pattern of LENGTHS) {
    for (const { 0: phrase, groups = {} } of text.matchAll(pattern)) {
      const seconds = readAmount(groups.amount ?? '');
      const isWhole = groups.sound || /^(?:shorter|longer)/i.test(phrase) || (seconds ?? 0) >= LEAST_SECONDS;
      if (seconds !== null && isWhole) return { phrase, seconds: rangeOf(seconds, groups) };
    }
  }
  return null;
}

function rangeOf(seconds: number, { near, most, least }: Readonly<Record<string, string>>): [number, number] {
  const tolerance = most || least ? 2 * DURATION_TOLERANCE : DURATION_TOLERANCE;
  const range: [number, number] = [seconds * (1 - tolerance), seconds * (1 + tolerance)];
  if (most) return [near ? range[0] : 0, seconds];
  if (least) return [seconds, near ? range[1] : Number.MAX_VALUE];
  return range;
}
