/** Amounts of time as people write them: "1:10", "90 seconds", "forty-five seconds", "a minute and a half", "half a minute", "2 min 30". */
import { NUMBER_WORDS } from '../number-words.js';
import { anyOf } from './patterns.js';

const TENS = { twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90 };
const WORD_NUMBERS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  ...NUMBER_WORDS,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  ...TENS,
  hundred: 100,
};
const SECONDS_OF_UNIT: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

const keysOf = (words: object): string => anyOf(Object.keys(words));
const COMPOUND = String.raw`${keysOf(TENS)}[\s-]${keysOf(NUMBER_WORDS)}`;
/** The source of a regular expression that matches a number up to a hundred in words, or in digits, without capture groups. */
export const NUMBER = String.raw`(?:\d{1,4}(?:\.\d+|,\d(?!\d))?|(?:(?:an?\s+)?hundred|${COMPOUND}|${keysOf(WORD_NUMBERS)})(?![a-z]))`;
/** Seconds behind minutes. */
const REST = String.raw`(?!an?\b|hundred\b)${NUMBER}`;
const CLOCK = String.raw`\d{1,3}:[0-5]\d(?::[0-5]\d)?`;
/** "By the second chorus" and "a second guitar" are no amounts. */
const UNIT = String.raw`(?:hours?|hrs?|minutes?|mins?|seconds|second(?!\s+(?!or\b|mark\b|later\b|in\b|into\b)[a-z])|secs?)\b`;
const SHORT = String.raw`\d{1,3}\s?m(?:in)?\s?\d{1,2}\s?(?:s(?:ec)?)?|\d{1,4}(?:\.\d+)?\s?(?:h|m|s|min|sec)`;
const PART = String.raw`[\s-]+and[\s-]+(?:an?|one|three)[\s-]+(?:half|quarters?)`;
const HALVES = String.raw`${NUMBER}${PART}[\s-]+${UNIT}|(?:the|${NUMBER})[\s-]+${UNIT}${PART}`;
const SHARES = String.raw`(?:half|(?:an?\s+|three[\s-]+)?quarters?)[\s-]+(?:(?:of[\s-]+)?an?[\s-]+)?(?:hour|minute)`;
const COUPLE = String.raw`a\s+(?:couple|few)(?:\s+of)?\s+${UNIT}`;
const COUNT = String.raw`${NUMBER}[\s-]*${UNIT}(?:,?[^\S\n]+(?:and\s+)?${REST}(?:[\s-]*(?:seconds?|secs?))?(?!\s*(?:bpm|beats)))?`;

/** The source of a regular expression that matches one amount, without capture groups. */
export const AMOUNT = String.raw`(?:${CLOCK}|${HALVES}|${SHARES}|${COUPLE}|(?:${SHORT})\b|the\s+${UNIT}|${COUNT}|${UNIT}(?=\s+mark))`;

/** @returns seconds; null where the text is no amount. */
export function readAmount(text: string): number | null {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, ' ');
  if (/^\d{1,3}:/.test(plain)) return plain.split(':').reduce((sum, part) => 60 * sum + Number(part), 0);
  const share = /^(half|(?:(a|three) )?quarters?) (?:(?:of )?an? )?(\w)/.exec(plain);
  if (share) return (share[1] === 'half' ? 0.5 : share[2] === 'three' ? 0.75 : 0.25) * unitSeconds(share[3]);
  const couple = /^a (couple|few)(?: of)? (\w)/.exec(plain);
  if (couple) return (couple[1] === 'few' ? 3 : 2) * unitSeconds(couple[2]);
  const andPart = new RegExp(
    `^(?:the|(${NUMBER}))(?: ([a-z]+))? and (an?|one|three) (half|quarters?)(?: ([a-z]+))?$`,
  ).exec(plain);
  if (andPart) {
    const part = andPart[4] === 'half' ? 0.5 : andPart[3] === 'three' ? 0.75 : 0.25;
    return (numberOf(andPart[1] ?? 'a') + part) * unitSeconds(andPart[2] ?? andPart[5]);
  }
  const short = /^(\d+) ?m(?:in)? ?(\d{1,2}) ?(?:s|sec)?$/.exec(plain);
  if (short) return 60 * Number(short[1]) + Number(short[2]);
  return readCount(plain);
}

function readCount(plain: string): number | null {
  const count = new RegExp(`^(?:(the)|(${NUMBER}))? ?([hms])[a-z]*(?:,? (?:and )?(${NUMBER})(?: ?s[a-z]*)?)?$`).exec(
    plain,
  );
  if (!count) return null;
  const whole = (count[2] === undefined ? 1 : numberOf(count[2])) * unitSeconds(count[3]);
  return whole + (count[4] === undefined ? 0 : numberOf(count[4]));
}

/** "Forty five" is 45. */
function numberOf(text: string): number {
  if (/^\d/.test(text)) return Number(text.replace(',', '.'));
  const words = text.split(/[\s-]+/).map((word) => WORD_NUMBERS[word] ?? Number.NaN);
  return words.length > 1 && /hundred$/.test(text) ? 100 : words.reduce((sum, value) => sum + value, 0);
}

const unitSeconds = (unit: string | undefined): number => SECONDS_OF_UNIT[unit?.[0] ?? 's'] ?? 1;
