/** Words put together: lists, articles, numbers, plurals. */

/** "a, b and c" */
export function enumerateWords(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "an epic piece", "a calm piece" */
export function withArticle(text: string): string {
  return `${/^[aeiou]/i.test(text) ? 'an' : 'a'} ${text}`;
}

const NUMBERS = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

export const countWord = (count: number): string => NUMBERS[count] ?? String(count);

/** @param index - from 0. */
export const ordinalWord = (index: number): string => ORDINALS[index] ?? `${index + 1}th`;

/** Many of something take another verb: "strings carry", "the piano carries". */
export function isPlural(words: readonly string[]): boolean {
  return words.length > 1 || /(?<!bas|bras|s)s$/.test(words[0] ?? '');
}

/** Verbs as they stand in phrases, with the form for one. */
const SINGULAR: Readonly<Record<string, string>> = {
  are: 'is',
};

/**
 * Fills the words in braces.
 *
 * @param words - of whom the verbs speak, for their number.
 */
export function fillPhrase(
  phrase: string,
  slots: Readonly<Record<string, string>>,
  words: readonly string[] = [],
): string {
  return phrase.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const verb = SINGULAR[name];
    if (verb !== undefined && slots[name] === undefined) return isPlural(words) ? name : verb;
    return slots[name] ?? '';
  });
}
