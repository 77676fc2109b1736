/** Splits a sentence that tells of several moments: "opens with piano before giving way to strings" tells of two. */
import { readInstruments } from './instrument-names.js';
import { AMOUNT } from './told-amounts.js';

/** Turns of a song from one thing to the next, before "to" or "into". */
const TURNS = [
  String.raw`giv(?:es?|ing)\s+way|lead(?:s|ing)?|turn(?:s|ing)?|morph(?:s|ing)?|shift(?:s|ing)?|mov(?:es?|ing)(?:\s+on)?|transition(?:s|ing)?`,
  String.raw`buil(?:ds?|ding)(?:\s+up)?|evolv(?:es?|ing)|develop(?:s|ing)?|gr(?:ows?|owing)|swell(?:s|ing)?|progress(?:es|ing)?|switch(?:es|ing)?`,
  'drop(?:s|ping)?|explod(?:es?|ing)|burst(?:s|ing)?|break(?:s|ing)?|fad(?:es?|ing)|dissolv(?:es?|ing)|settl(?:es?|ing)|slid(?:es?|ing)|segue(?:s|ing)?',
].join('|');
const INTO = String.raw`(?<!\b(?:never|not|without|to|cannot|\w+n['’]t)\s+(?:(?:ever|really|quite|fully|simply|just)\s+)?)(?:${TURNS})\s+(?:in|on)?to(?:wards?)?(?!\s+(?:half|double)[\s-]+time)`;
/** A time at which something happens, not until which. */
const AT_CLOCK = String.raw`\d{1,3}:\d\d\s+(?!until\b|till\b|to\b|and\b)[a-z]`;
const LATER = String.raw`then|afterwards?|later(?:\s+on)?|subsequently|eventually|finally|lastly|at\s+last|next|gradually|soon`;
/** "A quiet ending on piano" is one thing. */
const ENDING = String.raw`(?<!\b(?:an?|the|its|this|that|one|than|of|without|not|never|no)\s+(?:[\w-]+\s+){0,2})(?:ending|end|close|finish|conclude)|ends|closing|closes|finishing|finishes|concluding|concludes`;
const CLOSING = String.raw`(?:${ENDING})\s+(?:up\s+)?(?:with|on|in|as|by)`;
const LEVEL = 'loud(?:er)?|quiet(?:er)?|soft(?:er)?|calm(?:er)?|hushed|silent';
const THING = String.raw`(?:the|an?|it|only|[a-z]+ing)\b`;

/** "Until the end", "before the last chorus": only says when, unless something happens there. */
const PLACE = String.raw`(?:the|its|an?)\s+(?:[\w-]+\s+){0,2}?(?:(?:end|close|finish)\b(?!\s+of)|(?:beginning|start|minute|mark|halfway|midpoint|half|third|quarter|verse|chorus|refrain|bridge|drop|breakdown|outro|intro|finale|coda|climax|solo)\s*(?:[.,;:]|$|is\s+(?:out|over|up|reached)\b|has\s+(?:passed|gone)\b))`;

/** What stands between two moments and belongs to neither. */
const BETWEEN = new RegExp(
  [
    String.raw`(?:[,;]\s*(?:and\s+|but\s+)?|\b(?:and|but)\s+|\s+(?=then\b))(?:it\s+)?(?:${LATER})\b\s*(?:it\s+)?(?:${INTO}\s+)?`,
    String.raw`[,;]?\s*\b(?:(?:and|which|that|is|are|soon)\s+)*(?:followed|succeeded|replaced)\s+by\b\s*`,
    String.raw`[,;]?\s*\b(?:(?:and|before|which|that|it|the\s+(?:song|track|piece|music))\s+)*${INTO}\b\s*`,
    String.raw`[,;]?\s*\bbefore\b\s*(?=${THING})(?!${PLACE})`,
    String.raw`[,;]\s*(?:(?:and|but|then)\s+)*(?=(?:(?:at|by|around|about|after)\s+){1,2}${AT_CLOCK})`,
    String.raw`[;|]\s*(?=${AT_CLOCK})`,
    String.raw`,?\s+(?:and|but|then)\s+(?=(?:gets?|grows?|becomes?|turns?|ends?|goes|finishes)\s+(?:(?:out|up|very|really|much|so|all|more|and)\s+)*(?:${LEVEL})\b)`,
    String.raw`[,;]?\s*\b(?:after|upon|at)\s+which\s+(?:point\s+)?`,
    String.raw`[,;]?\s*\buntil\s+(?=${THING})(?!${PLACE})`,
    String.raw`[,;]?\s*\b(?:(?:and|or|before|it|the\s+(?:song|track|piece|music))\s+)*(?=${CLOSING}\b)`,
  ].join('|'),
  'giu',
);
/** What a sentence begins with whose subject goes on after "then": "A fiddle then doubles the tune" tells of one moment. */
const SUBJECT = /^\s*(?:an?|the|its|one|two|three|some)\s+(?:[\p{L}-]+\s+){0,2}[\p{L}-]+$/iu;
const THEN = /^\s+then\b/i;
const VERB = /^[a-z]+s\b/i;
/** Words that say nothing by themselves. */
const EMPTY = /^(?:it|the|song|track|piece|music|an?|from|is|are|and|this|there|with|to|songs?|that|which)$/i;

/** What only says where, or of what, the rest is told: "Outro: fades to a piano", "At the end, it fades to a piano", "Then it drops into a beat". */
const HEAD = new RegExp(
  [
    String.raw`[^\s:]+(?:\s[^\s:]+){0,3}:`,
    String.raw`(?:at|in)\s+the\s+(?:[\w-]+\s+)?[\w-]+`,
    String.raw`(?:(?:and|but)\s+)?(?:${LATER}|suddenly|slowly|quickly|abruptly|from\s+there|now|here|after\s+that)`,
    String.raw`(?:at|by|from|after|around|about|another|roughly|some)\s+(?:(?:about|around|roughly|some|just)\s+)?${AMOUNT}(?:\s+(?:in|later|on|of\s+this))?`,
    String.raw`${AMOUNT}\s+(?:in|later|into\s+(?:it|the\s+(?:song|track|piece)))`,
  ]
    .map((head) => String.raw`^\s*${head}\s*,?\s*$`)
    .join('|'),
  'iu',
);

/** A part of the song that a sentence names: "the start", "a slower middle", "the last part". */
const NAMED_PART =
  /(?<!\b(?:than|above|below|over|of|as|like|to|was|were)\s+(?:at\s+|in\s+)?)\b(?:the|its|an?)\s+(?:(?!the\b|an?\b)[\w-]+,?\s+){0,2}?(?:beginning|opening|start|intro(?:duction)?|middle|end(?:ing)?|close|finish|outro|finale|(?:first|second|third|middle|last|final|closing|opening)\s+(?:part|section|half|third|quarter|stretch|portion|minute))\b(?!\s+(?:registers?|range|section|octave))/giu;
/** Where a list of such parts goes on. */
const LIST = /[,;]\s*(?:(?:and|but|while|then|with)\s+)?|\s+(?:and|but|while)\s+(?=(?:the|in|at|by|its|an?)\b)/giu;

/** "The start is soft, the middle is louder, and it drifts at the end" tells of three parts. */
function splitParts(text: string): string[] {
  const parts = [...text.matchAll(NAMED_PART)];
  const cuts = parts.slice(1).flatMap((part, index) => {
    const before = parts[index] as RegExpExecArray;
    const from = before.index + before[0].length;
    const breaks = [...text.slice(from, part.index + 1).matchAll(LIST)];
    const last = breaks.at(-1);
    return last ? [{ end: from + last.index, start: from + last.index + last[0].length }] : [];
  });
  const starts = [0, ...cuts.map(({ start }) => start)];
  return starts.map((start, index) => text.slice(start, cuts[index]?.end));
}

/**
 * @param text - one sentence or clause.
 * @returns its moments in reading order, each with something to listen for; the text itself where it tells of one.
 */
export function splitMoments(text: string): string[] {
  const said = splitParts(text).flatMap(splitTurns).filter(saysSomething);
  return said.length > 1 ? said : [text];
}

function splitTurns(text: string): string[] {
  const moments: string[] = [];
  let from = 0;
  for (const between of text.matchAll(BETWEEN)) {
    if (splitsSubject(text, between) || HEAD.test(text.slice(0, between.index))) continue;
    moments.push(text.slice(from, between.index));
    from = between.index + between[0].length;
  }
  moments.push(text.slice(from));
  return moments.map((moment) => moment.replace(/^[,;:\s]+|[,;:\s]+$/g, ''));
}

/** Whether "then" stands between a subject and its verb. */
function splitsSubject(text: string, { index, 0: words }: RegExpExecArray): boolean {
  const verb = VERB.exec(text.slice(index + words.length))?.[0];
  const isName = verb !== undefined && readInstruments(verb).size > 0; // "a piano then strings"
  return THEN.test(words) && verb !== undefined && !isName && SUBJECT.test(text.slice(0, index));
}

const saysSomething = (text: string): boolean => (text.match(/\p{L}{2,}/gu) ?? []).some((word) => !EMPTY.test(word));
