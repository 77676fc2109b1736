import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { splitSentences } from '../../src/model/split-sentences.js';

interface GoldenCase {
  readonly name: string;
  readonly text: string;
  readonly sentences: readonly string[];
}

// Written by hand; training/text/sentences.py --check reads the same file.
const CASES_URL = new URL('../fixtures/sentences.json', import.meta.url);
const CASES = JSON.parse(readFileSync(CASES_URL, 'utf8')) as GoldenCase[];

describe('splitSentences', () => {
  test.each(CASES.map((golden) => [golden.name, golden] as const))('%s', (_name, golden) => {
    expect(splitSentences(golden.text)).toEqual(golden.sentences);
  });

  test.each([
    ['stops', '. '],
    ['glued stops', '.'],
    ['brackets', '('],
    ['nested brackets', '([)]'],
    ['marks and spaces', 'a ! ! '],
    ['commas', ',,,,x '],
    ['abbreviations', 'feat. '],
    ['lines', 'a\n'],
    ['spaces', '      '],
    ['one word', 'a'],
    ['semicolons', 'A; '],
    ['emoji', '🎸'],
    ['bullets', '- '],
    ['quotes', '."'],
  ])('reads 100 kB of %s within a second', (_name, unit) => {
    const startedMs = performance.now();
    const sentences = splitSentences(unit.repeat(100_000 / unit.length));
    expect(performance.now() - startedMs).toBeLessThan(1000);
    expect(sentences.filter((sentence) => sentence.trim() !== sentence)).toEqual([]);
  });
});
