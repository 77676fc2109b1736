/** English that only seems to say no. */
import { words } from './negation-words.js';
import { NUMBER_WORDS } from './number-words.js';
import { matchPhrase, type Token } from './sentence-tokens.js';
import { anyOf } from './story/patterns.js';
import { NO as DENIED_LIMIT } from './told-bounds.js';

/** The sentence stays as it is. */
const IDIOMS = words(
  `no nonsense|no frills|no wave|no matter|no doubt|no wonder|no problem|no end|no time|no less|no fewer|no more than
  |no longer|no later|no stranger|no holds barred|no other|no additional|no further|without doubt|without a doubt
  |without question|without fail|without end|without pause|without a pause|without a break|without interruption
  |without stopping|without hurry|not to mention|not bad|not necessarily|not exactly|not quite
  |not always|not entirely|not afraid|not a moment|not long|not far|not until|not yet|not least|why not|or not
  |more often than not|last but not least|never mind|never before|never stops|never ends|never lets|never pauses
  |never rests|never fails|never quite|never fully|don't stop|doesn't stop|does not stop|do not stop
  |not longer than|not shorter than|not more than|not less than|not faster than|not slower than|no shorter than|no faster than
  |no slower than|without warning|without notice|without hesitation|without effort|without haste
  |without changing|without change|would not expect|wouldn't expect|not expected|would not guess
  |does not change|doesn't change|do not change|don't change|not change|never change|never changes|does not vary
  |doesn't vary|never varies|never comes back|never resolves|never far
  
  |can't get enough|cannot get enough|never get enough|almost nothing|next to nothing|nothing better
  |nothing more beautiful|couldn't be|could not be|can't be more|nothing less|nothing short|no no|no no no|can't help|cannot help|couldn't help|if not|except when
  |no idea|never rises above|never rise above|not rise above|doesn't rise above|never goes above|never gets above|nothing remains
  |nothing is left|nothing left`,
);

/** Vanish, and what follows is wanted. */
const AFFIRMATIONS = words(
  `not only|not just|not merely|not simply|not solely|not without|not unlike|nothing but|nothing else but
  |nothing other than|nothing more than|nothing except|none other than|nothing else|isn't just|isn't only|is not only
  |is not just|are not just|are not only|don't forget|do not forget|not without some
  |no shortage of|no lack of|nothing beats|nothing if not|nothing wrong with|nothing is left but|nothing left but|nothing remains but
  |never anything but|not anything but|don't hold back on|do not hold back on|don't skimp on|do not skimp on|don't be afraid to
  |do not be afraid to|don't be shy with|wouldn't say no to|would not say no to|wouldn't mind|would not mind|can't go wrong with`,
);

/** What follows is neither wanted nor avoided. */
const INDIFFERENCE = words(
  `with or without|don't mind|do not mind|not opposed to|not against|not averse to|no objection to|no objections to
  |doesn't have to be|does not have to be|doesn't have to have|don't have to be|doesn't need to be|does not need to be
  |doesn't need to have|does not need to have|need not be|needn't be|needn't have|no need for|no need of|no need to`,
);
const LONGEST = 5;

const NO = "(?:no|not|never|nothing|none|cannot|[a-z]+n't)";
const BOUND =
  '(?:below|under|over|above|beyond|exceed|(?:more|less|longer|shorter|faster|slower|quicker) than)(?: about| around)?';
const NUMBER = anyOf(Object.keys(NUMBER_WORDS));
/** Denials that deny nothing of the song, over its words. */
const PATTERNS = [
  // How something plays: "without overpowering the voice", "never drags".
  `(?:${NO}|without)(?: (?:ever|once|really|quite|fully|actually|simply))? (?:overpower|overwhelm|overshadow|drown|dominat|distract|intrud|crowd|bury|smother|obscur|masking|compet|interrupt|interfer|disturb|outstay|overstay|raising|hurry|rush|stray|losing)[a-z]*`,
  String.raw`${NO}(?: (?:ever|really|quite))? (?:raises?|hurries|loses?|leaves?|returns?|know|drags?|tires?|bores?|disappoints?|buries|masks?)\b`,
  // Limits of what is measured: "nothing over 110 bpm", "it shouldn't be longer than four minutes".
  String.raw`${DENIED_LIMIT} ${BOUND}(?= (?:\d|(?:${NUMBER}|an?|half)(?: and| an?| half)* (?:min|sec|hour)))`,
  // A middle, whose ends are not to be avoided: "neither slow nor fast".
  `(?:neither|not) (?:too |very |really )?(?:slow|fast|quick|loud|quiet|soft)(?: [,])?(?: and)? (?:n?or|not|neither) (?:too |very |really )?(?:slow|fast|quick|loud|quiet|soft)`,
  // What stays: "everything but bass and drums is gone".
  String.raw`(?:everything|everyone|everybody|all) (?:but|except) (?:[^ ]+ ){1,6}?(?:is|are|has|have|falls?|drops?|stops?|leaves?|goes|cuts?|vanish(?:es)?|disappears?) ?(?:gone|silent|quiet|out|away|left|stopped|dropped|vanished|disappeared|still)?\b`,
  // "Symphony No. 5".
  String.raw`no(?: \.)?(?= \d+(?: |$))`,
].map((source) => new RegExp(`^${source}`));
/** Tokens that the longest of them may span. */
const LONGEST_PATTERN = 14;

const AUXILIARY = /^(?:is|are|was|were|be|do|does|did|will|would|should|must|can|could|has|have|may)$/;

/** @returns how many tokens from `index` on say no of nothing that is in the song; the sentence stays as it is. */
export function matchIdiom(tokens: readonly Token[], index: number): number {
  if (matchAffirmation(tokens, index)) return 0;
  const text = tokens
    .slice(index, index + LONGEST_PATTERN)
    .map((token) => token.word)
    .join(' ');
  const found = PATTERNS.map((pattern) => pattern.exec(text)?.[0]).find(Boolean);
  if (found) return found.split(' ').length;
  return matchPhrase(tokens, index, IDIOMS);
}

/** @returns how many tokens from `index` on say of what follows that it is there. */
export const matchAffirmation = (tokens: readonly Token[], index: number): number =>
  matchPhrase(tokens, index, AFFIRMATIONS, LONGEST);

/** @returns how many tokens from `index` on say of what follows that it does not matter. */
export const matchIndifference = (tokens: readonly Token[], index: number): number =>
  matchPhrase(tokens, index, INDIFFERENCE, LONGEST);

/** Whether "are", of "are never far", leads to one of these, so that "are never" is no cue. */
export const leadsToIdiom = (tokens: readonly Token[], index: number): boolean =>
  AUXILIARY.test(tokens[index]?.word ?? '') &&
  matchIdiom(tokens, index + 1) + matchAffirmation(tokens, index + 1) + matchIndifference(tokens, index + 1) > 0;
