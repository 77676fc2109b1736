/** How far a "no" reaches: from its cue to the end of what it denies. */
import {
  ASKING,
  BREAKS,
  CUES,
  EXCEPTIONS,
  LOCAL,
  NEW_STARTS,
  OPENERS,
  REFUSALS,
  SHORT_CUES,
  VERB_CUES,
  WISHES,
} from './negation-words.js';
import { isClock, matchPhrase, type Token } from './sentence-tokens.js';

const ALTERNATIVES: ReadonlySet<string> = new Set(['or', 'nor']);
const JOINTS: ReadonlySet<string> = new Set([...ALTERNATIVES, 'and']);
/** Words that one member of a list of avoided things may have. */
const LONGEST_MEMBER = 3;

/** "It's" begins a clause as "it" does. */
const CONTRACTION = /'(?:s|d|ve|re|ll|m)$/;

/**
 * @param isThing - whether a thing is denied, so that "it's" begins something else; of an act ("I don't think it's loud") it goes on.
 * @returns the index of the first token from `from` on that ends a clause: a stop, a break, a new cue, an exception.
 */
function findBreak(tokens: readonly Token[], from: number, isThing = false): number {
  let index = from;
  while (index < tokens.length) {
    const token = tokens[index] as Token;
    // "nor" goes on with what was begun, although it is a cue of its own elsewhere.
    if (token.isStop || BREAKS.has(isThing ? token.word.replace(CONTRACTION, '') : token.word)) break;
    if (index > from && token.word !== 'nor' && matchPhrase(tokens, index, CUES)) break;
    if (index > from && matchPhrase(tokens, index, EXCEPTIONS)) break;
    if (index > from && isThing && layersOver(tokens, index)) break;
    index++;
  }
  return index;
}

/** "Without words over a Wurlitzer": what is heard instead, but for what is "over the top". */
function layersOver(tokens: readonly Token[], index: number): boolean {
  const [over, article, noun] = tokens.slice(index, index + 3).map((token) => token.word);
  return (
    /^(?:over|under|underneath|beneath|against|behind)$/.test(over ?? '') &&
    /^(?:an?|the|its)$/.test(article ?? '') &&
    noun !== 'top'
  );
}

/** Whether the words after "and" still belong to what is avoided: few of them, and none that begins something new. */
function andContinues(tokens: readonly Token[], and: number, end: number, cue: string): boolean {
  const next = tokens.slice(and + 1, end);
  const first = next[0];
  if (!first || NEW_STARTS.has(first.word) || next.some((token) => token.word === 'and')) return false;
  const most = SHORT_CUES.has(cue) ? 1 : 2;
  return next.length <= most && !(next.length > 1 && next.at(-1)?.word.endsWith('ly'));
}

/** "The lack of drums makes it float": what is lacking ends at the verb. */
const OF = /\b(?:lack|absence) of$/;
const FOLLOWS =
  /^(?:makes?|made|gives?|lets?|leaves?|keeps?|means|creates?|adds?|allows?|lends?|helps?|is|was|feels?|sounds?)$/;

/** "Rather than with a crash" denies a manner, not a thing. */
const COMPARING = /\b(?:than|instead|opposed)\b/;

/** How a list of avoided things goes on after a comma. */
export type ListReach =
  /** Where an "or" comes before its last member. */
  | 'or'
  /** Where an "or" or an "and" does. */
  | 'and'
  /** To the end of the sentence. */
  | 'all';

/** "No matter", "no doubt": what follows is a clause. */
const isVerb = (token: Token | undefined): boolean =>
  /^(?:know|say|think|mind|doubt|matter|sure)/.test(token?.word ?? '');

/** Whether the clause begins here, but for "please" and the like. */
export function isAtHead(tokens: readonly Token[], index: number): boolean {
  const stop = tokens.slice(0, index).findLastIndex((token) => token.isStop);
  return tokens.slice(stop + 1, index).every((token) => ASKING.has(token.word));
}

/** @returns how far a list reaches that is denied by the cue at `index`: refusals deny more of it than "no" does. */
export function reachOf(tokens: readonly Token[], index: number, cue: string, next: Token | undefined): ListReach {
  if (!REFUSALS.has(cue) && !WISHES.has(next?.word ?? '')) return 'or';
  const isFirst = tokens.slice(0, index).every((token) => token.isStop || ASKING.has(token.word));
  return isFirst ? 'all' : 'and';
}

const ARTICLE = /^(?:an?|the)$/;

/** @returns the end of the list that goes on after a comma ("drums, bass, or vocals"), or the comma where none does. */
function endOfList(tokens: readonly Token[], comma: number, reach: ListReach, hasArticles: boolean): number {
  const startsNew = ({ word }: Token) => NEW_STARTS.has(word) && !(hasArticles && ARTICLE.test(word));
  const joints = reach === 'or' ? ALTERNATIVES : JOINTS;
  let index = comma;
  while (tokens[index]?.word === ',') {
    const from = index + 1;
    if (matchPhrase(tokens, from, CUES) > 1) return comma; // ", nor does it use a synthesizer"
    const to = findBreak(tokens, from);
    const member = tokens.slice(from, to);
    const alternative = member.findIndex((token) => joints.has(token.word));
    if (!member.length || member.some(startsNew)) return comma;
    if (alternative >= 0) {
      const tail = member.length - alternative - 1;
      return alternative <= LONGEST_MEMBER && tail > 0 && tail <= LONGEST_MEMBER ? to : comma;
    }
    if (member.length > LONGEST_MEMBER || tokens[to]?.word === 'only') return comma;
    index = to;
  }
  return reach === 'all' ? index : comma;
}

/** "I don't want it to have drums." */
const WISHED = /^(?:it|this|them|there)$/;
/** "Don't make it too long." */
const LETS = /^(?:let|make)$/;

/** @returns the first token from `start` on that is more than a "song with". */
export function skipOpeners(tokens: readonly Token[], start: number): number {
  let index = start;
  while (
    OPENERS.has(tokens[index]?.word ?? '') ||
    (WISHED.test(tokens[index]?.word ?? '') && WISHES.has(tokens[index - 1]?.word ?? '')) ||
    (LETS.test(tokens[index]?.word ?? '') && WISHED.test(tokens[index + 1]?.word ?? ''))
  ) {
    index++;
  }
  return index;
}

/**
 * @param start - the first token behind the cue.
 * @param cue - the cue's words.
 * @param reach - how lists go on.
 * @returns the index behind the last token that the cue denies.
 */
export function endOfScope(tokens: readonly Token[], start: number, cue: string, reach: ListReach): number {
  let end = findBreak(
    tokens,
    COMPARING.test(cue) ? start : skipOpeners(tokens, start),
    !VERB_CUES.has(cue) && !isVerb(tokens[start]),
  );
  for (let index = start; index < end; index++) {
    if (index > start && OF.test(cue) && FOLLOWS.test(tokens[index]?.word ?? '')) return index;
    if (tokens[index]?.word === 'and' && !andContinues(tokens, index, end, cue)) return index;
  }
  const hasArticles = ARTICLE.test(tokens[start]?.word ?? '');
  if (tokens[end]?.word === ',') end = endOfList(tokens, end, reach, hasArticles);
  return end;
}

/** Whether the clause speaks of a part of the song only: somewhere between the cue and the next stop, or at its head. */
export function isLocal(tokens: readonly Token[], cue: number, end: number): boolean {
  for (let index = cue; index < tokens.length && !(index >= end && tokens[index]?.isStop); index++) {
    if (isClock(tokens[index] as Token)) return true;
    if (matchPhrase(tokens, index, LOCAL) && !looksFor(tokens, index)) return true;
  }
  return matchPhrase(tokens, 0, LOCAL) > 0 || standsInPart(tokens, cue, end);
}

/** "I'm not after something loud." */
const looksFor = (tokens: readonly Token[], index: number): boolean =>
  tokens[index]?.word === 'after' &&
  /^(?:something|anything|an?|any)$/.test(tokens[index + 1]?.word ?? '') &&
  /^(?:not|n't)$/.test(tokens[index - 1]?.word ?? '');

/** Parts of a song, as sources, and what stands before them. */
const PART = `(?:intro(?:duction)?|verses?|(?:pre-?)?chorus(?:es)?|refrains?|bridges?|breakdown|break|drop|build(?:-up)?|interlude|coda|outro|ending|finale|finish|middle(?! registers?)|half|third|quarter|minute|passages?|stretch|(?<!(?:rhythm|string|horn|brass|wind|percussion) )sections?|parts?(?! of the (?:music|song|band))|bars|seconds)`;
const THE = `(?:the|its|this|that|each|every|both|first|second|third|fourth|last|final|closing|opening|next|another|in an?|a (?:brief|short|long|quiet|soft|loud|bare))`;
/** "The bridge has neither bass nor drums": a part of the song before the cue in its own clause, at the head of the sentence, or a clock time. */
const IN_PART = new RegExp(String.raw`\b${THE} (?:[\w'-]+ ){0,2}?${PART}\b(?! to )`);
const AT_HEAD = new RegExp(
  String.raw`^(?:(?:and|then|but|so|now) )*(?:(?:in|at|for|during|on|to) )?${THE} (?:[\w'-]+ ){0,2}?${PART}\b`,
);
const AT_CLOCK = /(?:\b(?:at|by|from|after|until|around) (?:about )?|^(?:[[(] )?)\d{1,3}:\d\d/;

const NAMES_PART = new RegExp(String.raw`\b${PART}\b`);

/** Whether the cue belongs to a part of the song, and does not deny one: "it has no intro". */
function standsInPart(tokens: readonly Token[], cue: number, end: number): boolean {
  const textOf = (some: readonly Token[]) => some.map((token) => token.word).join(' ');
  if (NAMES_PART.test(textOf(tokens.slice(cue, end)))) return false;
  const before = tokens.slice(0, cue);
  const own = before.slice(before.findLastIndex((token) => token.isStop) + 1);
  return IN_PART.test(textOf(own)) || AT_HEAD.test(textOf(before)) || AT_CLOCK.test(textOf(before));
}
