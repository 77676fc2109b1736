/** A description without what is measured: what is left is only how the music sounds and goes. */
import type { DescriptionSentence } from './told-sentence.js';

/** Sentences that only measure. */
const MEASURING: ReadonlySet<DescriptionSentence['about']> = new Set(['tempo', 'key']);
const CLOCK = String.raw`\d{1,3}:\d\d(?::\d\d)?`;
const TIMES = new RegExp(
  String.raw`,?\s*\b(?:from\s+${CLOCK}(?:\s+(?:to|until)\s+(?:${CLOCK}|the end)|\s+on)?|(?:until|at|by|to|after)\s+${CLOCK}),?`,
  'gi',
);
const NUMBERS = /\s*\b\d+(?:[.:]\d+)*\b/g;

/** @returns one text; sentences about tempo and key are gone, in the others the times and numbers. */
export function stripMeasures(sentences: readonly DescriptionSentence[]): string {
  return sentences
    .filter(({ about }) => !MEASURING.has(about))
    .map(({ text }) => tidy(text.replace(TIMES, '').replace(NUMBERS, '')))
    .filter((text) => /\p{L}/u.test(text))
    .join(' ');
}

function tidy(text: string): string {
  const plain = text
    .replace(/\s+/g, ' ')
    .replace(/\s+([,.;:])/g, '$1')
    .replace(/^[\s,.;:]+/, '');
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}
