/** Splits a sentence that tells who comes first and who comes later: "the cello enters after the piano" tells of a piano, then of a cello. */
import { countWords } from '../check-description.js';
import { readInstruments } from './instrument-names.js';
import { matchAny } from './patterns.js';

const STARTS = matchAny(
  String.raw`\b(?:starts?|starting|begins?|beginning|opens?|opening|leads?\s+off|kicks?\s+(?:\w+\s+)?off|sets?\s+the\s+scene|gets?\s+(?:things|it|us)\s+(?:going|started|rolling)|introduction|intro|outset|get-go|first|initially)\b`,
  String.raw`\b(?:to\s+begin|to\s+start)\s+with\b|\bfrom\s+(?:bar|beat|second|minute)\s+one\b|\bout\s+of\s+the\s+gate\b|\b(?:from|at)\s+the\s+(?:very\s+)?(?:start|beginning|off|top)\b`,
);
const ENTERS = String.raw`(?:enter(?:s|ing)?|join(?:s|ing)?|com(?:es?|ing)\s+in|arriv(?:es?|ing)|appears?|appearing|turn(?:s|ing)?\s+up|show(?:s|ing)?\s+up|step(?:s|ping)?\s+in|kick(?:s|ing)?\s+in|chim(?:es?|ing)\s+in|follow(?:s|ing)?|add(?:s|ing|ed)|mak(?:es?|ing)\s+(?:an|its|their)\s+(?:entrance|entry)|hold(?:s|ing)?\s+back|wait(?:s|ing)?)`;
const COMES_LATER = matchAny(
  String.raw`\b${ENTERS}\b`,
  String.raw`\b(?:later|afterwards?|at\s+some\s+point|down\s+the\s+(?:line|road)|further\s+(?:in|on|along)|in\s+due\s+course|eventually|before\s+long|after\s+a\s+(?:while|bit|time)|soon(?:\s+after)?|comes?\s+(?:second|next|last))\b`,
);
/** Where the one who comes first and the one who comes later may part. */
const JOINTS = /[,;]?\s+(?:and|(?<!\ba\s)while|whereas|but|as)\s+|,\s+|\s+(?=(?:with|adding)\s)/gi;

const ARROW = /\s*(?:→|⟶|⇒|-->|->|=>)\s*/;
const LISTED = /\border\b[^:,]{0,40}?(?::|\bis\b)\s*(?<list>[^.:;]+,[^.:;]+)\.?\s*$/i;
/** So many words at most are told of each. */
const MOST_WORDS = 12;

/** The one who comes first is `a`, the other one `b`, whatever comes first in the text. */
const HAS_BEGUN = String.raw`.*\b(?:has|have|had|is|are)\s+(?:been|begun|started|settled|played|stated|set|finished|had|already|well|going|in\s+place|under\s+way|established)\b.*`;
const FORMS = [
  String.raw`^(?<b>.+?\b(?:${ENTERS}|comes?|starts?|begins?))\s+(?:only\s+|just\s+|shortly\s+|soon\s+|right\s+|well\s+|straight\s+|(?:a\s+(?:little|bit|while)|some\s+time|not\s+long|long)\s+)*after\s+(?!(?:that|this|which|while|a\s+while)\b)(?<a>.+)$`,
  String.raw`^(?<b>.+?)\s+(?:only\s+)?(?:after|once)\s+(?<a>${HAS_BEGUN})$`,
  String.raw`^(?<b>[^,]+?)\s+(?:joins?|(?:is|are|gets?)\s+(?:added|layered)\s+(?:to|on|over)|comes?\s+in\s+(?:over|under|on\s+top\s+of|beneath))\s+(?!in\b)(?<a>[^,]+)$`,
  String.raw`^(?<b>[^,]{3,30}?)\s+follows?\s+(?:the\s+|an?\s+)?(?<a>[^,]{3,30}?)[.!]?$`,
  String.raw`^(?<b>.+?)\s+(?:do|does|will|did|is|are)(?:n['’]t|\s+not)\s+(?:(?:actually|really|even|to)\s+)*(?:enter|join|join\s+in|come|come\s+in|arrive|appear|start|begin|play|turn\s+up|show\s+up|step\s+in|kick\s+in|heard)\s+(?:in\s+|up\s+)?until\s+(?:after\s+)?(?<a>.+)$`,
  String.raw`^(?<b>.+?\b(?:holds?|held|keeps?|kept)\s+back\b[^,]*),\s*(?:leaving|letting|so|while)\s+(?<a>.+)$`,
  String.raw`^(?:before|by\s+the\s+time)\s+(?<b>[^,]+),\s*(?<a>.+)$`,
  String.raw`^(?:after|once)\s+(?!(?:that|this|which)\b)(?<a>[^,]+),\s*(?<b>.+)$`,
  String.raw`^(?<a>.+?)(?<!\b(?:never|ever|as|than|like))\s+(?:long\s+|well\s+|just\s+)?before\s+(?<b>.+)$`,
  String.raw`^(?<a>.+?\s(?:first|at\s+first|to\s+start(?:\s+with)?|to\s+begin\s+with)),?\s+(?:(?:and|then|but)\s+)*(?<b>.+?\s(?:later|second|next|after(?:wards|\s+that)?|further\s+on))[.!]?$`,
].map((form) => new RegExp(form, 'i'));

/**
 * @param text - one sentence or clause.
 * @returns the one who comes first and the one who comes later, in this order, each with an instrument that the other does not name; null where the text
 *   does not tell, or only in the words of `splitMoments`.
 */
export function splitEntries(text: string): string[] | null {
  if (/[:;]/.test(text)) return listedIn(text);
  for (const form of FORMS) {
    const { a, b } = form.exec(text.trim())?.groups ?? {};
    if (a !== undefined && b !== undefined && tellOfTwo(a, b)) return [a, b];
  }
  return listedIn(text);
}

/** "Piano → strings → choir", "the order of entries is piano, strings, choir". */
function listedIn(text: string): string[] | null {
  const list = LISTED.exec(text)?.groups?.list?.split(/,\s*(?:(?:and|then)\s+)*/) ?? text.split(ARROW);
  const parts = list.map((part) => part.trim()).filter(Boolean);
  const isTold = parts.length > 1 && parts.every((part) => readInstruments(part).size > 0);
  return isTold && parts.every((part) => countWords(part) <= MOST_WORDS) ? parts : null;
}

/** @returns the same of a sentence in which the one who comes first stands first: "opens with a choir, and at some point a bass steps in". */
export function splitAtEntry(text: string): string[] | null {
  for (const { index, 0: joint } of text.matchAll(JOINTS)) {
    const [first, later] = [text.slice(0, index), text.slice(index + joint.length)];
    if (STARTS.test(first) && COMES_LATER.test(later) && !STARTS.test(later) && tellOfTwo(first, later)) {
      return [first, later];
    }
  }
  return null;
}

/** Whether each of two texts names an instrument, and not the same ones. */
function tellOfTwo(one: string, other: string): boolean {
  const [own, others] = [readInstruments(one), readInstruments(other)];
  const areShort = Math.max(countWords(one), countWords(other)) <= MOST_WORDS;
  return areShort && [...own].some((name) => !others.has(name)) && [...others].some((name) => !own.has(name));
}
