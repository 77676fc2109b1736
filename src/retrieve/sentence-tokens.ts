/** Words and stops of one sentence, with their places in it. */

export interface Token {
  /** Lower case, with straight apostrophes; a stop is its character. */
  readonly word: string;
  readonly isStop: boolean;
  readonly start: number;
  readonly end: number;
}

/** A word keeps inner hyphens, apostrophes and slashes ("lo-fi", "don't", "w/o"), a clock time and a figure their marks ("1:10", "2.5"); every other mark that separates is a stop. */
const TOKEN = /(?<word>\d+(?:[:.]\d+)+|[\p{L}\p{N}#♯♭]+(?:['’/-][\p{L}\p{N}]+)*)|(?<stop>[,;:.!?()[\]—–]|\s-\s)/gu;

export function tokenise(sentence: string): Token[] {
  return [...sentence.matchAll(TOKEN)].map((match) => ({
    word: match[0]
      .trim()
      .toLowerCase()
      .replaceAll('’', "'")
      .replace(/^(do|does|did|is|are|was|were|ca|wo|should|must|could|would|have|has)nt$/, "$1n't"),
    isStop: match.groups?.stop !== undefined,
    start: match.index,
    end: match.index + match[0].length,
  }));
}

export const isClock = ({ word }: Token): boolean => /^\d{1,3}:\d\d/.test(word);

/** @returns how many tokens from `index` on spell one of the phrases (words parted by spaces), the longest first; 0 if none. */
export function matchPhrase(
  tokens: readonly Token[],
  index: number,
  phrases: ReadonlySet<string>,
  longest = 4,
): number {
  for (let length = Math.min(longest, tokens.length - index); length > 0; length--) {
    const words = tokens.slice(index, index + length).map((token) => token.word);
    if (phrases.has(words.join(' '))) return length;
  }
  return 0;
}

/** @returns the text from the first to the last of the tokens, as it was written. */
export function textOf(sentence: string, tokens: readonly Token[]): string {
  const first = tokens[0];
  const last = tokens.at(-1);
  return first && last ? sentence.slice(first.start, last.end) : '';
}

/** @returns the tokens without those at their start and end that the set holds, and without stops there. */
export function trimTokens(
  tokens: readonly Token[],
  leading: ReadonlySet<string>,
  trailing: ReadonlySet<string>,
): readonly Token[] {
  let from = 0;
  let to = tokens.length;
  const goes = (token: Token | undefined, set: ReadonlySet<string>) => token && (token.isStop || set.has(token.word));
  while (from < to && goes(tokens[from], leading)) from++;
  while (to > from && goes(tokens[to - 1], trailing)) to--;
  return tokens.slice(from, to);
}
