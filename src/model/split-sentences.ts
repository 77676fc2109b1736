/**
 * Sentences of a description. The same rules as training/text/sentences.py; test/fixtures/sentences.json binds both.
 *
 * Works on code points in one pass, so any input takes linear time.
 */

const SPACES = /[ \t\v\f\u00a0\u0085\u1680\u2000-\u200a\u202f\u205f\u3000\ufeff]+/g;
const OUTER_SPACES = /^ +| +$/g;
const NEWLINE = /\r\n|[\n\r\u2028\u2029]/;
const BULLET = /^(?:[-*\u2022\u2013\u2014\u00b7\u2023\u25aa\u25cf]+ |\(?[0-9]{1,2}[.)] |#{1,6} )/;
const LOWER = /^\p{Ll}/u;
const WORD = /[\p{L}\p{N}]/u;
const LATIN_MARKS = new Set('.!?\u2026;');
const CJK_MARKS = new Set('\u3002\uff01\uff1f\uff1b'); // 。！？；
const CLOSERS = new Set('"\')]}\u201d\u2019\u00bb\u300d\u300f\uff09\u3011');
const OPENERS = new Set('([\uff08');
const PAIRS = new Map([
  [')', '('],
  [']', '['],
  ['\uff09', '\uff08'],
]);
const ABBREVIATIONS = wordSet(
  'feat ft vs e.g i.e eg ie approx st mr mrs ms dr prof mt cf incl esp arr orig instr aka a.k.a viz',
);
const BEFORE_DIGIT = wordSet('no nos nr op vol pt ch fig ca c p pp bar b');
const BEFORE_LOWER = wordSet('etc jr sr min mins sec secs inc ltd co bros tr bpm');
const STARTERS = wordSet(
  'A After All An And As At But Drums Each Finally He Her His If In It Its Later Next No On She Slow Soft Some The ' +
    'Their Then There They This We When While With You',
);
const CONJUNCTIONS = wordSet('then and but while before after until followed later finally next so');
const LONG_WORDS = 60;
const LEAST_WORDS = 8;
const MOST_WORDS = 120;
const MOST_CHARS = 1000;
const BRACKET_REACH = 200;
/** Code points looked at on each side of a full stop. */
const WORD_REACH = 24;

function wordSet(words: string): Set<string> {
  return new Set(words.split(' '));
}

function trimSpaces(text: string): string {
  return text.replace(OUTER_SPACES, '');
}

function isMark(char: string | undefined): boolean {
  return char !== undefined && (LATIN_MARKS.has(char) || CJK_MARKS.has(char));
}

/** ASCII only, as names of abbreviations are: no language-dependent case rules. */
function lowerAscii(text: string): string {
  return text.replace(/[A-Z]/g, (char) => char.toLowerCase());
}

/** Paragraphs and list items, without bullets; a line that goes on in lower case belongs to the one before. */
function readBlocks(text: string): string[] {
  const blocks: string[][] = [];
  let open: string[] | undefined;
  for (const rawLine of text.split(NEWLINE)) {
    const line = trimSpaces(rawLine.replace(SPACES, ' '));
    const bullet = BULLET.exec(line);
    const body = bullet ? line.slice(bullet[0].length) : line;
    if (body === '') {
      open = undefined;
    } else if (open && !bullet && LOWER.test(body)) {
      open.push(body);
    } else {
      open = [body];
      blocks.push(open);
    }
  }
  return blocks.map((lines) => lines.join(' '));
}

/** True for every code point inside a closed pair of brackets that spans at most BRACKET_REACH. */
function markBrackets(chars: readonly string[]): boolean[] {
  const steps = new Int32Array(chars.length + 1);
  const stack: number[] = [];
  chars.forEach((char, at) => {
    const opened = stack.at(-1);
    if (OPENERS.has(char)) {
      stack.push(at);
    } else if (opened !== undefined && PAIRS.has(char) && chars[opened] === PAIRS.get(char)) {
      stack.pop();
      if (at - opened <= BRACKET_REACH) {
        steps[opened] = (steps[opened] ?? 0) + 1;
        steps[at] = (steps[at] ?? 0) - 1;
      }
    }
  });
  let depth = 0;
  return chars.map((_, at) => {
    depth += steps[at] ?? 0;
    return depth > 0;
  });
}

/** The word that ends before position `at`, without opening brackets and quotes. */
function wordBefore(chars: readonly string[], at: number): string {
  let start = at;
  while (start > 0 && at - start < WORD_REACH && chars[start - 1] !== ' ') start -= 1;
  return chars
    .slice(start, at)
    .join('')
    .replace(/^[(["'\u201c\u2018\u00ab]+/, '');
}

/** The word that starts at `at`, letters and digits only. */
function wordAfter(chars: readonly string[], at: number): string {
  let end = at;
  while (end < chars.length && end - at < WORD_REACH && WORD.test(chars[end] ?? '')) end += 1;
  return chars.slice(at, end).join('');
}

/** Whether the full stop at `at`, followed by a space, ends the sentence that began at `start`. */
function periodEnds(chars: readonly string[], at: number, start: number): boolean {
  const word = wordBefore(chars, at);
  const lower = lowerAscii(word);
  const first = chars[at + 2] ?? '';
  if (ABBREVIATIONS.has(lower)) return false;
  if (BEFORE_DIGIT.has(lower) && (word.length > 1 || LOWER.test(word))) return !/^[0-9]/.test(first);
  if (BEFORE_LOWER.has(lower)) return !LOWER.test(first);
  // Initials, U.S., a.m.; also keys: "in A."
  if (/^(?:[A-Za-z](?:[.][A-Za-z])+|[A-Z])$/.test(word)) return STARTERS.has(wordAfter(chars, at + 2));
  return !(/^[0-9]{1,2}$/.test(word) && at - word.length === start);
}

/** 'atmosphere.The': a forgotten space. */
function isGlued(chars: readonly string[], at: number): boolean {
  const word = wordBefore(chars, at);
  const pair = chars.slice(at + 1, at + 3).join('');
  return /[a-z]{3}$/.test(word) && !ABBREVIATIONS.has(lowerAscii(word)) && /^[A-Z][a-z]$/.test(pair);
}

/** Whether the marks of [first, runEnd), then closing quotes up to closeEnd, end a sentence. */
function isBoundary(chars: readonly string[], first: number, runEnd: number, closeEnd: number, start: number): boolean {
  const run = chars.slice(first, runEnd);
  if (closeEnd === chars.length || run.some((mark) => CJK_MARKS.has(mark))) return true;
  const plainStop = run.length === 1 && run[0] === '.' && closeEnd === runEnd;
  if (chars[closeEnd] !== ' ') return plainStop && isGlued(chars, first);
  if (run.at(-1) === ';') return true;
  if (plainStop) return periodEnds(chars, first, start);
  return !LOWER.test(chars[closeEnd + 1] ?? '');
}

/** Sentences of one paragraph whose white space is single spaces. */
function splitBlock(block: string): string[] {
  const chars = Array.from(block);
  const inside = markBrackets(chars);
  const pieces: string[] = [];
  let start = 0;
  let at = 0;
  while (at < chars.length) {
    if (!isMark(chars[at])) {
      at += 1;
      continue;
    }
    let end = at + 1;
    while (isMark(chars[end])) end += 1;
    let close = end;
    while (CLOSERS.has(chars[close] ?? '')) close += 1;
    const whole = OPENERS.has(chars[start] ?? '') && !inside[close - 1]; // "(A sentence of its own.)"
    if ((whole || !inside[at]) && isBoundary(chars, at, end, close, start)) {
      pieces.push(trimSpaces(chars.slice(start, close).join('')));
      start = chars[close] === ' ' ? close + 1 : close;
    }
    at = close;
  }
  pieces.push(trimSpaces(chars.slice(start).join('')));
  return pieces;
}

/** Where to cut a run of more than LONG_WORDS words: after a comma before a conjunction, else before one. */
function findCut(words: readonly string[], start: number): number {
  const stop = Math.min(start + LONG_WORDS, words.length - LEAST_WORDS);
  let weak = 0;
  for (let at = stop; at >= start + LEAST_WORDS; at -= 1) {
    if (CONJUNCTIONS.has(lowerAscii(words[at] ?? ''))) {
      if (words[at - 1]?.endsWith(',')) return at;
      weak ||= at;
    }
  }
  if (weak || words.length - start <= MOST_WORDS) return weak || words.length;
  for (let at = start + MOST_WORDS; at >= start + LONG_WORDS; at -= 1) if (words[at - 1]?.endsWith(',')) return at;
  return start + MOST_WORDS;
}

/** Cuts a sentence of more than LONG_WORDS words at its conjunctions, and anything over MOST_CHARS code points. */
function splitLong(sentence: string): string[] {
  const words = sentence.split(' ');
  const pieces: string[] = [];
  let start = 0;
  while (words.length - start > LONG_WORDS) {
    const cut = findCut(words, start);
    pieces.push(words.slice(start, cut).join(' '));
    start = cut;
  }
  pieces.push(words.slice(start).join(' '));
  return pieces.flatMap((piece) => {
    const chars = Array.from(piece);
    const count = Math.ceil(chars.length / MOST_CHARS);
    return Array.from({ length: count }, (_, n) =>
      trimSpaces(chars.slice(n * MOST_CHARS, (n + 1) * MOST_CHARS).join('')),
    );
  });
}

/**
 * Sentences in reading order, trimmed, none empty; a trailing ';' or ',' is dropped.
 *
 * Line breaks, list items, semicolons and CJK full stops part sentences; abbreviations ("feat.", "No. 5"), decimals,
 * initials and short brackets do not. A run of marks or emoji without a letter or digit goes with the sentence before it.
 *
 * @param text - of any length and language; white space alone gives an empty list.
 */
export function splitSentences(text: string): string[] {
  const sentences: string[] = [];
  let marked = true;
  for (const block of readBlocks(text)) {
    for (const piece of splitBlock(block)) {
      if (WORD.test(piece)) {
        sentences.push(...splitLong(piece).map((part) => part.replace(/[;,\uff1b]+$/, '')));
        marked = false;
      } else if (piece !== '' && !marked) {
        sentences.push(`${sentences.pop()} ${piece}`);
        marked = true;
      }
    }
  }
  return sentences;
}
