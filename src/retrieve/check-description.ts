import { CollapError } from '../errors.js';

export const MAX_DESCRIPTION_WORDS = 1000;
/** A text without spaces has few words; this bounds it too. */
const MAX_DESCRIPTION_CHARACTERS = 20_000;

export function countWords(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}

/**
 * @throws {@link CollapError} `E_EMPTY_DESCRIPTION` when no text holds a letter or a digit, `E_TOO_LONG` beyond 1,000 words.
 */
export function checkDescription(description: string, not: readonly string[] = []): void {
  const texts = [description, ...not];
  if (!texts.some((text) => /[\p{L}\p{N}]/u.test(text))) {
    throw new CollapError(
      'E_EMPTY_DESCRIPTION',
      'The description holds no words; it should say in English what the songs sound like.',
      'Describe the songs in one or more sentences, for example "A calm piano opens, strings join after a minute."',
    );
  }
  const words = texts.reduce((sum, text) => sum + countWords(text), 0);
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  if (words > MAX_DESCRIPTION_WORDS || characters > MAX_DESCRIPTION_CHARACTERS) {
    throw new CollapError(
      'E_TOO_LONG',
      `The description has ${words} words in ${characters} characters; at most ${MAX_DESCRIPTION_WORDS} words in ${MAX_DESCRIPTION_CHARACTERS} characters are read.`,
      'Shorten the description, or ask several questions.',
    );
  }
}
