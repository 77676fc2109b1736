/** What a description in a written form says, piece by piece. */
import { countWords } from '../check-description.js';

export interface Note {
  /** What the text stands under, from the outermost heading to the name of its own field. */
  readonly names: readonly string[];
  readonly text: string;
}

/** Keys whose value says which part of a song the keys beside them tell of. */
const PART_KEY = /^(?:section|part|name|label|at|when|where|position|phase|stage|moment|time|times|timestamp|range)$/i;

export const isPartKey = (key: string): boolean => PART_KEY.test(key);

/** `could_accompany` and `goodFor` as people write them. */
export function wordsOfKey(key: string): string {
  return key
    .replace(/_+/g, ' ')
    .replace(/(?<=\p{Ll})\p{Lu}(?=\p{Ll})/gu, (letter) => ` ${letter.toLowerCase()}`)
    .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
    .trim();
}

/** What is longer says something of a thing, what is shorter of what kind it is. */
const KIND_WORDS = 3;

export const isKind = (text: string): boolean => countWords(text) <= KIND_WORDS;
