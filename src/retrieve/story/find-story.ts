/** Which sentences of a description tell what happens when, and how far their order is to be trusted. */

import { tellsOnePlace } from './lone-place.js';

/** How much the order of sentences counts that nobody called a story: what a song is may be told in any order. */
const UNTOLD_SHARE = 0.15;
/** So many sentences of a story may go without a word of time. */
const MOST_UNTOLD = 1;

const TIME = [
  String.raw`opens?|opening|begins?|beginning|starts?|starting|intro(?:duction)?|first|initial(?:ly)?|outset|kicks?\s+off|press(?:es)?\s+play`,
  'then|next|later|after(?:wards?)?|before|until|once|when|while|meanwhile|soon|now|again|eventually|finally|lastly|gradually|suddenly|subsequently',
  'middle|mid(?:way|point|-song)|half(?:way)?|thirds?|quarters?|last|final|further|left|remains?|clos(?:es?|ing)|ends?|ending|outro|coda|finale',
  String.raw`verses?|chorus(?:es)?|refrain|bridge|breakdown|drop|hook|solo\s+section|interlude|climax|build-?up|conclu(?:des?|sion)`,
  'sections?|passages?|parts?|stretch|chapter|minutes?|seconds?',
  String.raw`enters?|joins?|arrives?|returns?|comes?\s+(?:in|back)|drops?\s+out|takes?\s+over|leaves?|fad(?:es?|ing)|builds?|rises?|falls?`,
  String.raw`follow(?:s|ed|ing)?|gives?\s+way`,
].join('|');
const TELLS_TIME = new RegExp(String.raw`\b(?:${TIME})\b|\d:\d\d`, 'i');

export interface Story {
  /** Positions of its sentences, in reading order. */
  readonly sentences: readonly number[];
  /** How much their order counts, 0..1. */
  readonly share: number;
}

/** A sentence, or one of the moments that a sentence tells of. */
export interface ToldText {
  readonly text: string;
  readonly isMoment: boolean;
}

/**
 * @param texts - S, in reading order.
 * @returns those that tell of time; all of them where no more than one does not. A description that tells of no time is no story, and its
 *   order counts little.
 */
export function findStory(texts: readonly ToldText[]): Story {
  const all = texts.map((_, s) => s);
  const told = all.filter((s) => isTold(texts[s] as ToldText));
  if (told.length > 0 && texts.length - told.length <= MOST_UNTOLD) return { sentences: all, share: 1 };
  if (told.length > 1) return { sentences: told, share: 1 };
  const placed = all.filter((s) => tellsOnePlace((texts[s] as ToldText).text));
  if (placed.length === 1) return { sentences: placed, share: 1 };
  return { sentences: all, share: UNTOLD_SHARE };
}

const isTold = ({ text, isMoment }: ToldText): boolean => isMoment || TELLS_TIME.test(text);
