import type { ColourKind } from './colours.js';
import type { Colour } from './hear-colours.js';

export const kindOf = (colours: readonly Colour[], ...kinds: readonly ColourKind[]): Colour[] =>
  colours.filter(({ kind }) => kinds.includes(kind));

/** @returns the first words, at most `count`. */
export const wordsOf = (colours: readonly Colour[], count: number): string[] =>
  colours.slice(0, count).map(({ word }) => word);
