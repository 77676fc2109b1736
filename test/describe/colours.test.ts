import { expect, test } from '@jest/globals';
import { COLOURS, SUNG_COLOURS } from '../../src/describe/colours.js';

test('words are whole, each stands once, and those of singing are among them', () => {
  const words = Object.values(COLOURS).flat();
  for (const word of words) expect(word).toMatch(/^[\p{L}&]+(?:[ -][\p{L}&]+)*$/u);
  expect(new Set(words).size).toBe(words.length);
  for (const word of SUNG_COLOURS) expect(words).toContain(word);
});
