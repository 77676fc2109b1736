/** Regular expressions from words as people write them. */

/** The words of a list such as "piano | church bells | harp". */
export const splitWords = (text: string): string[] =>
  text
    .split('|')
    .map((word) => word.trim())
    .filter(Boolean);

/** The source of a group that matches any of the sources. */
export const anyOf = (sources: Iterable<string>): string => `(?:${[...sources].join('|')})`;

/** The source of a group that matches any of the words of such a list. */
export const anyWord = (text: string): string => anyOf(splitWords(text));

/** Matches where any of the sources does, whatever the case. */
export const matchAny = (...sources: readonly string[]): RegExp => new RegExp(anyOf(sources), 'i');

/** The source of words by which people say that a figure is not exact. */
export const ROUGHLY = String.raw`about|around|roughly|approximately|approx\.?|circa|ca\.?`;
