/** Language models read results by the token, and clients refuse what is too long. */

/** Words, groups of up to three digits or signs, and every letter beyond ASCII, much as tokenisers cut JSON. */
const PIECES = /[A-Za-z]+|\d{1,3}|[!-/:-@[-`{-~]{1,3}|[^ -~\s]/g;
/** Letters of a word that make one token, on the short side. */
const LETTERS_A_TOKEN = 4;

/** An estimate, from above, of how many tokens a document has as compact JSON. */
export function estimateTokens(document: unknown): number {
  let tokens = 0;
  for (const [piece] of JSON.stringify(document).matchAll(PIECES)) {
    tokens += /[A-Za-z]/.test(piece) ? Math.ceil(piece.length / LETTERS_A_TOKEN) : 1;
  }
  return tokens;
}

/** How many leading items fit into the budget, each counted with the comma after it. */
export function countFitting(items: readonly unknown[], maxTokens: number): number {
  let tokens = 0;
  let count = 0;
  for (const item of items) {
    tokens += estimateTokens(item) + 1;
    if (tokens > maxTokens) break;
    count += 1;
  }
  return count;
}

/** The leading items that fit into the budget. */
export const takeFitting = <T>(items: readonly T[], maxTokens: number): T[] =>
  items.slice(0, countFitting(items, maxTokens));

/** Rounds to `digits` decimals: a language model pays for every digit. */
export function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}
