/** How long a song or a sound should be, as people write it: "a little over two minutes long", "a twelve-second loop", "shorter than 10 seconds". */
import { ROUGHLY } from './story/patterns.js';
import { AMOUNT as ANY_AMOUNT, NUMBER, readAmount } from './story/told-amounts.js';
import { boundBehind, boundWords, joinBounds, rangeWords, type Told } from './told-bounds.js';

/** "Three minutes" in plain language: give or take a sixth. */
const DURATION_TOLERANCE = 1 / 6;
const MINUTES = String.raw`(?:(?!an?\b)${NUMBER}(?:[\s-]+and[\s-]+a[\s-]+half)?[\s-]*min(?:ute)?s?(?:,?\s+(?:and\s+)?${NUMBER}[\s-]*sec(?:ond)?s?)?|${NUMBER}[\s-]+minutes?[\s-]+and[\s-]+a[\s-]+half)`;
const SECONDS = String.raw`(?!an?\b|one\b)${NUMBER}[\s-]*sec(?:ond)?s?`;
const AMOUNT = `(?<amount>${MINUTES}|${SECONDS})`;
const WORK = '(?:song|track|piece|tune|composition|recording|suite|jam)s?';
const SOUND = '(?<sound>(?:loop|clip|sample|jingle|stinger|cue|snippet|phrase|one-shot)s?)';
const END = String.raw`[^\S\n]*(?:[.,;:)—–\n]|$)`;
const COMPARATIVES = { less: 'shorter|less|under|below', more: 'longer|more|over|above' };
const BOUND = String.raw`(?<near>(?:a\s+(?:little|bit)|just|slightly|barely)\s+)?${boundWords(COMPARATIVES)}`;
const BEHIND = `(?:${boundBehind(COMPARATIVES)})?`;
const RANGE = rangeWords(COMPARATIVES);
/** No part of the song: "a two-minute guitar solo in a song". */
const ADJECTIVE = String.raw`(?!(?:the|an?|of|in|and|to|for|solo|intro|introduction|break|bridge|outro|pause)\b)[a-z-]+`;
const ABOUT = `(?:${ROUGHLY}|nearly|almost|somewhere)`;
/** "Three to", "between 3:10 and": the lower end of a range. */
const FROM = String.raw`(?!${NUMBER}[\s-]*min(?:ute)?s?\s+and\s+${NUMBER}[\s-]*sec)${RANGE.before}(?<low>${ANY_AMOUNT}|(?!an?\b)${NUMBER})${RANGE.between}`;
const NOT_A_MOMENT = String.raw`(?<!\b(?:at|after|by|from|until|before)\s+)`; // "at two minutes long notes enter"
/** "The intro is", "a solo of". */
const OF_A_PART =
  /(?:\b(?:solo|intro(?:duction)?|break(?:down)?|part|section|bridge|interlude|pause|passage|outro|coda|ending|silence|verse|chorus|refrain|drop|build(?:-?up)?|fade(?:-?(?:in|out))?|crescendo|hook|riff)s?(?:\s+(?:is|are|was|in|sits?|lasts?|lasting|runs?|running|takes?|goes|on|of|for|at|that|which|about|around|roughly|just|only|over|under|nearly|almost))+)\s+$/i;
/** "Comes in less than a minute". */
const UNTIL = /\b(?:in|within|after|by|takes?)(?:\s+(?:about|around|just))?\s+$/i;
/** "Over three minutes, the strings build": while they pass. */
const PASSING = /^over\b/i;
const SUBJECT_BEHIND = /^,\s*(?:the|it|its|this|everything)\b/i;

/** So many characters before something measured may say what it is told of. */
const BEFORE = 100;

/** @returns what stands before `index`, as far as it may say what is measured there. */
export const textBefore = (text: string, index: number): string => text.slice(Math.max(0, index - BEFORE), index);

/** @param before - what stands before something measured. @returns whether that is told of a part of the song. */
export const tellsOfPart = (before: string): boolean => OF_A_PART.test(before);

/** What comes before a figure that is not the song's: "drops to", "the bridge is at", "a key change to". */
const CHANGES = new RegExp(
  String.raw`\b(?:ramp|speed|slow|drop|fall|rise|rising|climb|accelerat|jump|build|pick|chang|shift|switch|mov|modulat|turn|go|transpos|transition)\w*(?:\s+(?:up|down|back|out|over|all\s+the\s+way|key|tempo))?\s+(?:in)?to\s+(?:(?:${ROUGHLY}|the\s+key\s+of|an?)\s+)?$`,
  'i',
);

/** @returns whether what is measured at `index` is told of the song, and not of a part of it or of what it changes to. */
export const tellsOfSong = (text: string, index: number): boolean => {
  const before = textBefore(text, index);
  return !CHANGES.test(before) && !tellsOfPart(before);
};

const LENGTHS = [
  String.raw`\b(?:(?<most>max(?:imum)?)\s+|(?<least>min(?:imum)?)\s+)?(?:length|duration|(?:run(?:ning)?|play(?:ing)?)[\s-]?time)\s*:\s*(?:${FROM}|${ABOUT}\s+|~\s*)?(?<amount>${ANY_AMOUNT})${BEHIND}`,
  String.raw`\b(?:length|duration|(?:run(?:ning)?|play(?:ing)?)[\s-]?time)\s*:\s*${BOUND}\s*(?<amount>${ANY_AMOUNT})`,
  String.raw`\b(?:${COMPARATIVES.more})\s+(?:than\s+)?(?<low>${NUMBER})\s+(?:but|and)\s+(?:${COMPARATIVES.less})(?:\s+than)?\s+${AMOUNT}`,
  String.raw`(?:\b|(?=[<≤>≥]))${BOUND}\s*${AMOUNT}\b(?=\s+long|${END})`,
  String.raw`\b(?!phrases)(?:${SOUND}|${WORK})\s+(?:of|lasting|running|that\s+(?:is|lasts|runs))\s+(?:${BOUND}\s*|${ABOUT}\s+)?(?:${FROM})?${AMOUNT}\b`,
  String.raw`\b(?:is|be|runs?)\s+(?:${ABOUT}\s+)?${FROM}${AMOUNT}\b(?=\s+long|${END})`,
  String.raw`${NOT_A_MOMENT}\b(?:${FROM})?${AMOUNT}[\s-]+(?:long|${WORK})\b`,
  String.raw`(?:\b${FROM})?\b${AMOUNT}(?<!s)[\s-]+(?:${ADJECTIVE}\s+){0,3}(?:${SOUND}|${WORK})\b`,
  String.raw`\b(?:make|keep)\s+(?:it|this|them)\s+(?:${BOUND}\s*|${ABOUT}\s+)?(?:${FROM})?${AMOUNT}\b(?=\s+long|${END})`,
  String.raw`(?<=(?:^|[.;,\n])\s*)(?:${ABOUT}\s+|~\s*)(?<amount>${MINUTES})\b(?=\s*(?:[.;\n]|$|,\s*with\b))`,
  String.raw`\b(?:over|done|finished|gone|through)\s+(?:in|within)\s+(?:${BOUND}\s*|${ABOUT}\s+)?(?<amount>${MINUTES})\b`,
  String.raw`\b(?:is|be|makes?|for)\s+an?\s+(?:[a-z]+,?\s+){1,2}(?<amount>${MINUTES})(?=\s*(?:[.;]|$))`,
  String.raw`\b(?<amount>${NUMBER}(?<leastSign>\+)\s*min(?:ute)?s?)\b`,
  String.raw`(?<!\b(?:the|its|whose|their|these|those)\s+)\blast(?:s|ing)?\s+(?:${BOUND}\s*|${ABOUT}\s+)?(?:${FROM})?(?<amount>${MINUTES})\b`,
].map((source) => new RegExp(source, 'gi'));
/** Less is the length of a part, unless a sound is named or a length is asked for. */
const LEAST_SECONDS = 30;

/** @returns the first length that is told of the whole, in seconds, between both of its bounds where two are told. */
export function readToldLength(text: string): Told | null {
  return joinBounds(
    LENGTHS.flatMap((pattern) =>
      Array.from(text.matchAll(pattern))
        .filter((match) => isOfSong(text, match))
        .flatMap((match) => lengthOf(match) ?? []),
    ),
  );
}

function isOfSong(text: string, { 0: phrase, index }: RegExpExecArray): boolean {
  const isPassing = PASSING.test(phrase) && SUBJECT_BEHIND.test(text.slice(index + phrase.length));
  const before = textBefore(text, index);
  return !isPassing && !UNTIL.test(before) && !tellsOfPart(before);
}

function lengthOf({ 0: phrase, groups = {} }: RegExpMatchArray): Told | null {
  const seconds = readAmount((groups.amount ?? '').replace('+', ' '));
  const isWhole =
    groups.sound || /^(?:no\s+|not\s+)?(?:shorter|longer)/i.test(phrase) || (seconds ?? 0) >= LEAST_SECONDS;
  if (seconds === null || !isWhole) return null;
  const isFigure = ['low', 'most', 'mostBehind', 'least', 'leastBehind', 'leastSign'].every((name) => !groups[name]);
  return { phrases: [phrase], range: rangeOf(seconds, groups), ...(isFigure && { figure: seconds }) };
}

function rangeOf(seconds: number, { near, low, amount, ...bound }: Readonly<Record<string, string>>): Told['range'] {
  const [most, least] = [bound.most ?? bound.mostBehind, bound.least ?? bound.leastBehind ?? bound.leastSign];
  const lowest = low === undefined ? null : (readAmount(low) ?? readAmount(`${low} ${unitOf(amount as string)}`));
  if (lowest !== null) return [Math.min(lowest, seconds), Math.max(lowest, seconds)];
  const tolerance = most || least ? 2 * DURATION_TOLERANCE : DURATION_TOLERANCE;
  const range: Told['range'] = [seconds * (1 - tolerance), seconds * (1 + tolerance)];
  if (most) return [near ? range[0] : 0, seconds];
  if (least) return [seconds, near ? range[1] : Number.MAX_VALUE];
  return range;
}

/** "Minutes" of "four minutes", which "three to" goes without. */
const unitOf = (amount: string): string => /(?:h|m|s)[a-z]*$/i.exec(amount.trim())?.[0] ?? '';
