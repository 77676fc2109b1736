/** Splits what is to be avoided off a sentence: "calm piano without drums" wants "calm piano" and avoids "drums". */
import { leadsToIdiom, matchAffirmation, matchIdiom, matchIndifference } from './negation-idioms.js';
import { endOfScope, isAtHead, isLocal, reachOf, skipOpeners } from './negation-scope.js';
import {
  ABSENCE,
  ADJECTIVES,
  ALL,
  COMPOUND,
  CUES,
  EMPTY_WORDS,
  EXCEPTIONS,
  EXISTENCE,
  FIXED_PAIRS,
  HEAD_CUES,
  HOLLOW,
  INSTRUMENTAL,
  JOINTS,
  JUDGED,
  LEADING_FILLERS,
  LOCAL_VERBS,
  REASON,
  TRAILING_FILLERS,
  UNNAMED,
  UNSUNG,
  VANISHING,
  VERB_CUES,
  VOICE,
} from './negation-words.js';
import { matchPhrase, type Token, textOf, tokenise, trimTokens } from './sentence-tokens.js';

export interface SplitSentence {
  /** What is left of the sentence; null where it only says what is to be avoided. */
  readonly wanted: string | null;
  readonly avoided: readonly string[];
}

/** "Do not think there is". */
const LONGEST_CUE = 5;

/** Tokens `from` to `to` (exclusive) leave the sentence; `avoided` is what they say. */
interface Cut {
  readonly from: number;
  readonly to: number;
  readonly avoided: readonly string[];
}

/**
 * @param sentence - one sentence, as `splitSentences` gives it.
 * @returns the wanted remainder and the avoided clauses, in reading order.
 */
export function splitAvoided(sentence: string): SplitSentence {
  const tokens = tokenise(sentence);
  const cuts: Cut[] = [];
  for (let index = 0; index < tokens.length; ) {
    const idiom = matchIdiom(tokens, index);
    const cut = idiom ? null : findCut(sentence, tokens, index, cuts.at(-1)?.to ?? 0);
    if (cut) cuts.push(cut);
    index = Math.max(index + 1, index + idiom, cut?.to ?? 0);
  }
  const avoided = cuts.flatMap((cut) => cut.avoided).filter((thing) => !HOLLOW.test(thing));
  const wanted = cuts.length ? joinKept(sentence, tokens, cuts) : sentence.trim();
  if (wanted !== null && INSTRUMENTAL.test(wanted) && !avoided.some((clause) => VOICE.test(clause))) {
    avoided.push(UNSUNG);
  }
  return { wanted, avoided };
}

/**
 * @param text - a list in words: "drums, bass or vocals".
 * @returns its members; a lone adjective gets the noun that it shares ("male or female vocals").
 */
export function splitAlternatives(text: string): string[] {
  const guarded = text.replace(FIXED_PAIRS, '$1_and_$2');
  const parts = guarded
    .split(/\s*(?:,|;|\b(?:or|nor|and)\b)\s*/i)
    .map((part) =>
      part
        .replaceAll('_and_', ' and ')
        .replace(/^(?:too|very|overly|an?|the|any)\s+/i, '')
        .trim(),
    )
    .filter(Boolean);
  const noun = parts.at(-1)?.split(/\s+/);
  return parts.map((part) => (ADJECTIVES.has(part.toLowerCase()) && noun?.[1] ? `${part} ${noun.at(-1)}` : part));
}

function findCut(sentence: string, tokens: readonly Token[], index: number, previousEnd: number): Cut | null {
  const affirmation = matchAffirmation(tokens, index);
  if (affirmation) return { from: index, to: index + affirmation, avoided: [] };
  const indifference = matchIndifference(tokens, index);
  if (indifference) return { from: index, to: endOfScope(tokens, index + indifference, '', 'or'), avoided: [] };
  if (leadsToIdiom(tokens, index)) return null;
  const compound = cutCompound(tokens[index] as Token, index) ?? cutMinus(sentence, tokens, index);
  if (compound) return compound;
  const absence = matchPhrase(tokens, index, ABSENCE);
  if (absence) return isLocal(tokens, index, index + absence) ? null : cutSubject(sentence, tokens, index, previousEnd);
  const exception = matchPhrase(tokens, index, EXCEPTIONS);
  if (exception && tokens.slice(previousEnd, index).every((token) => token.isStop) && previousEnd > 0)
    return { from: index, to: index + exception, avoided: [] };
  const cueLength =
    matchPhrase(tokens, index, CUES, LONGEST_CUE) ||
    (isAtHead(tokens, index) && matchPhrase(tokens, index, HEAD_CUES)) ||
    (exceptsFromAll(tokens, index, previousEnd) ? exception : 0);
  if (!cueLength) return null;
  const cue = tokens
    .slice(index, index + cueLength)
    .map((token) => token.word)
    .join(' ');
  const next = index + cueLength;
  const end = endOfScope(tokens, next, cue, reachOf(tokens, index, cue, tokens[next]));
  const opened = skipOpeners(tokens, next);
  if (tokens[opened]?.word === 'without') return { from: index, to: opened + 1, avoided: [] };
  if (tokens[end]?.word === ':' && saysNothing(tokens.slice(next, end)))
    return cutListed(sentence, tokens, index, end + 1);
  if (isLocal(tokens, index, end) || followsLocalVerb(tokens, index) || deniesEdge(tokens, next, cue)) return null;
  const denied = tokens.slice(next, end);
  if (VERB_CUES.has(cue) && saysThatSubjectExists(denied)) {
    const cut = cutSubject(sentence, tokens, index, previousEnd);
    return cut && { ...cut, to: end };
  }
  const things = textOf(sentence, trimTokens(denied, LEADING_FILLERS, TRAILING_FILLERS));
  return things && !JUDGED.test(things) ? { from: index, to: end, avoided: splitAlternatives(things) } : null;
}

/** "All genres except jazz", but not "everyone leaves except the piano". */
function exceptsFromAll(tokens: readonly Token[], index: number, from: number): boolean {
  const before = tokens.slice(from, index).map((token) => token.word);
  return before.some((word) => ALL.has(word)) && !before.some((word) => VANISHING.test(word));
}

const saysNothing = (tokens: readonly Token[]): boolean =>
  trimTokens(tokens, LEADING_FILLERS, TRAILING_FILLERS).length === 0;

/** "Avoid: drums, vocals", "things I don't want: drums". */
function cutListed(sentence: string, tokens: readonly Token[], cue: number, start: number): Cut | null {
  const from = tokens.slice(0, cue).findLastIndex((token) => token.isStop) + 1;
  const to = endOfScope(tokens, start, '', 'all');
  const clause = trimTokens(tokens.slice(start, to), LEADING_FILLERS, TRAILING_FILLERS);
  return clause.length ? { from, to, avoided: splitAlternatives(textOf(sentence, clause)) } : null;
}

/** "vocal-free", "non-vocal", "drumless". */
function cutCompound(token: Token, index: number): Cut | null {
  const groups = COMPOUND.exec(token.word)?.groups;
  const thing = groups?.free ?? groups?.non ?? (groups?.less && `${groups.less}s`);
  return thing ? { from: index, to: index + 1, avoided: [thing] } : null;
}

/** "piano -vocals", as search engines take it. */
function cutMinus(sentence: string, tokens: readonly Token[], index: number): Cut | null {
  const { word, start } = tokens[index] as Token;
  const goesOn = /^\p{L}+\s+[\p{L}\d(]/u.test(sentence.slice(start)); // "an accordion -like sound"
  const isMinus = index > 0 && !goesOn && /\p{L}\s-$/u.test(sentence.slice(0, start)) && /^\p{L}{3,}$/u.test(word);
  return isMinus ? { from: index, to: index + 1, avoided: [word] } : null;
}

/** "the drums never come in": the subject is what is avoided. */
function cutSubject(sentence: string, tokens: readonly Token[], index: number, previousEnd: number): Cut | null {
  let from = index;
  while (
    from > previousEnd &&
    !tokens[from - 1]?.isStop &&
    !['and', 'but', 'while'].includes(tokens[from - 1]?.word ?? '')
  ) {
    from--;
  }
  const subject = textOf(sentence, trimTokens(tokens.slice(from, index), LEADING_FILLERS, TRAILING_FILLERS));
  const length = Math.max(1, matchPhrase(tokens, index, ABSENCE));
  return subject && !UNNAMED.test(subject) ? { from, to: index + length, avoided: splitAlternatives(subject) } : null;
}

function saysThatSubjectExists(denied: readonly Token[]): boolean {
  const predicate = trimTokens(denied, new Set(['be', 'been', 'ever']), new Set());
  return matchPhrase(predicate, 0, EXISTENCE) > 0;
}

/** "begins without drums", "opens with no drums": missing there only. */
function followsLocalVerb(tokens: readonly Token[], cue: number): boolean {
  const before = tokens[cue - 1]?.word === 'with' ? cue - 2 : cue - 1;
  return LOCAL_VERBS.has(tokens[before]?.word ?? '');
}

/** "It does not start with drums": they may come later. */
const deniesEdge = (tokens: readonly Token[], next: number, cue: string): boolean =>
  VERB_CUES.has(cue) &&
  LOCAL_VERBS.has(tokens[next]?.word ?? '') &&
  /^(?:with|on|in|by)$/.test(tokens[next + 1]?.word ?? '');

/** Whether what follows a denial says why: "no vocals please, we have dialogue". */
const givesReason = (tokens: readonly Token[]): boolean => REASON.test(tokens.map((token) => token.word).join(' '));

/** Joins what the cuts leave, without the joints that led to them; null where nothing is left that says something. */
function joinKept(sentence: string, tokens: readonly Token[], cuts: readonly Cut[]): string | null {
  const none: ReadonlySet<string> = new Set();
  const pieces: string[] = [];
  const edges = [0, ...cuts.flatMap((cut) => [cut.from, cut.to]), tokens.length];
  for (let edge = 0; edge < edges.length; edge += 2) {
    const kept = tokens.slice(edges[edge], edges[edge + 1]);
    const leading = edge === 0 ? none : JOINTS;
    const trailing = edge + 2 === edges.length ? none : JOINTS;
    const piece = trimTokens(kept, leading, trailing);
    if (edge > 0 && givesReason(piece)) continue;
    if (piece.some((token) => !token.isStop && !EMPTY_WORDS.has(token.word))) pieces.push(textOf(sentence, piece));
  }
  return pieces.length ? pieces.join(', ') : null;
}
