/** Amounts of time as people write them: "1:10", "90 seconds", "a minute and a half", "2 min 30". */
import { NUMBER_WORDS } from '../number-words.js';

const WORD_NUMBERS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  ...NUMBER_WORDS,
  eleven: 11,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  ninety: 90,
};
const SECONDS_OF_UNIT: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

const NUMBER = String.raw`(?:\d{1,4}(?:\.\d+)?|${Object.keys(WORD_NUMBERS).join('|')})`;
const CLOCK = String.raw`\d{1,3}:[0-5]\d(?::[0-5]\d)?`;
const UNIT = '(?:hours?|hrs?|minutes?|mins?|seconds?|secs?)';
const SHORT = String.raw`\d{1,3}\s?m(?:in)?\s?\d{1,2}\s?(?:s(?:ec)?)?|\d{1,4}(?:\.\d+)?\s?(?:h|m|s|min|sec)`;
const HALVES = String.raw`half\s+(?:a|an)\s+${UNIT}|${NUMBER}[\s-]+and\s+a\s+half[\s-]+${UNIT}|${NUMBER}[\s-]+${UNIT}\s+and\s+a\s+half`;
const COUPLE = String.raw`a\s+(?:couple|few)(?:\s+of)?\s+${UNIT}`;
const COUNT = String.raw`${NUMBER}[\s-]*${UNIT}(?:,?\s+(?:and\s+)?${NUMBER}(?:[\s-]*(?:seconds?|secs?))?(?!\s*(?:bpm|beats)))?`;

/** The source of a regular expression that matches one amount, without capture groups. */
export const AMOUNT = String.raw`(?:${CLOCK}|${HALVES}|${COUPLE}|(?:${SHORT})\b|the\s+${UNIT}|${COUNT}|${UNIT}(?=\s+mark))`;

/** @returns seconds; null where the text is no amount. */
export function readAmount(text: string): number | null {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, ' ');
  if (/^\d{1,3}:/.test(plain)) return plain.split(':').reduce((sum, part) => 60 * sum + Number(part), 0);
  const half = /^half (?:a|an) (\w)/.exec(plain);
  if (half) return 0.5 * unitSeconds(half[1]);
  const couple = /^a (couple|few)(?: of)? (\w)/.exec(plain);
  if (couple) return (couple[1] === 'few' ? 3 : 2) * unitSeconds(couple[2]);
  const andHalf = /^(\S+)(?: ([a-z]+))? and a half(?: ([a-z]+))?$/.exec(plain);
  if (andHalf) return (numberOf(andHalf[1] as string) + 0.5) * unitSeconds(andHalf[2] ?? andHalf[3]);
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

const numberOf = (text: string): number => WORD_NUMBERS[text] ?? Number(text);
const unitSeconds = (unit: string | undefined): number => SECONDS_OF_UNIT[unit?.[0] ?? 's'] ?? 1;
