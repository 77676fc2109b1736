/** How far a "no" reaches: from its cue to the end of what it denies. */
import { BREAKS, CUES, LOCAL, NEW_STARTS, SHORT_CUES } from './negation-words.js';
import { matchPhrase, type Token } from './sentence-tokens.js';

const ALTERNATIVES = new Set(['or', 'nor']);
/** Words that one member of a list of avoided things may have. */
const LONGEST_MEMBER = 3;

/** @returns the index of the first token from `from` on that ends a clause: a stop, a break, a new cue. */
function findBreak(tokens: readonly Token[], from: number): number {
  let index = from;
  while (index < tokens.length) {
    const token = tokens[index] as Token;
    // "nor" goes on with what was begun, although it is a cue of its own elsewhere.
    if (token.isStop || BREAKS.has(token.word)) break;
    if (index > from && token.word !== 'nor' && matchPhrase(tokens, index, CUES)) break;
    index++;
  }
  return index;
}

/** Whether the words after "and" still belong to what is avoided: few of them, and none that begins something new. */
function andContinues(tokens: readonly Token[], and: number, end: number, cue: string): boolean {
  const next = tokens.slice(and + 1, end);
  const first = next[0];
  if (!first || NEW_STARTS.has(first.word) || next.some((token) => token.word === 'and')) return false;
  const most = SHORT_CUES.has(cue) ? 1 : 2;
  return next.length <= most && !(next.length > 1 && next.at(-1)?.word.endsWith('ly'));
}

/** @returns the end of the list that goes on after a comma ("drums, bass, or vocals"), or the comma where none does. */
function endOfList(tokens: readonly Token[], comma: number): number {
  let index = comma;
  while (tokens[index]?.word === ',') {
    const from = index + 1;
    const to = findBreak(tokens, from);
    const member = tokens.slice(from, to);
    const alternative = member.findIndex((token) => ALTERNATIVES.has(token.word));
    if (!member.length || member.some((token) => NEW_STARTS.has(token.word))) return comma;
    if (alternative >= 0) {
      const tail = member.length - alternative - 1;
      return alternative <= LONGEST_MEMBER && tail > 0 && tail <= LONGEST_MEMBER ? to : comma;
    }
    if (member.length > LONGEST_MEMBER) return comma;
    index = to;
  }
  return comma;
}

/**
 * @param start - the first token behind the cue.
 * @param cue - the cue's words.
 * @returns the index behind the last token that the cue denies.
 */
export function endOfScope(tokens: readonly Token[], start: number, cue: string): number {
  let end = findBreak(tokens, start);
  for (let index = start; index < end; index++) {
    if (tokens[index]?.word === 'and' && !andContinues(tokens, index, end, cue)) return index;
  }
  if (tokens[end]?.word === ',') end = endOfList(tokens, end);
  return end;
}

/** Whether the clause speaks of a part of the song only: somewhere between the cue and the next stop, or at its head. */
export function isLocal(tokens: readonly Token[], cue: number, end: number): boolean {
  for (let index = cue; index < tokens.length && !(index >= end && tokens[index]?.isStop); index++) {
    if (matchPhrase(tokens, index, LOCAL)) return true;
  }
  return matchPhrase(tokens, 0, LOCAL) > 0;
}
