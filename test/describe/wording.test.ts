import { expect, test } from '@jest/globals';
import { createPicker } from '../../src/describe/picker.js';
import { countWordsOf, fitWords, type WeightedSentence } from '../../src/describe/told-sentence.js';
import { enumerateWords, fillPhrase, isPlural, withArticle } from '../../src/describe/wording.js';

test('lists and articles', () => {
  expect([['a'], ['a', 'b'], ['a', 'b', 'c'], []].map(enumerateWords)).toEqual(['a', 'a and b', 'a, b and c', '']);
  expect([withArticle('epic piece'), withArticle('calm piece')]).toEqual(['an epic piece', 'a calm piece']);
});

test.each([
  [['piano'], false],
  [['strings'], true],
  [['bass'], false],
  [['brass'], false],
  [['bagpipes'], true],
  [['piano', 'harp'], true],
])('the verb of %j', (words, plural) => {
  expect(isPlural(words)).toBe(plural);
  const told = fillPhrase('{what} {are} heard', { what: enumerateWords(words) }, words);
  expect(told).toBe(`${enumerateWords(words)} ${plural ? 'are' : 'is'} heard`);
});

test('variants come in turn, and the same for the same song', () => {
  const variants = ['a', 'b', 'c'];
  const told = (seed: number[]) => {
    const picker = createPicker(seed);
    return Array.from({ length: 6 }, () => picker.pick(variants));
  };
  expect(told([0.25, 1])).toEqual(told([0.25, 1]));
  expect([...told([0.25, 1]).slice(0, 3)].sort()).toEqual(variants);
  const openings = new Set(Array.from({ length: 20 }, (_, seed) => told([seed])[0]));
  expect(openings.size).toBe(3);
});

test('the weightiest sentences that fit, in reading order', () => {
  const sentence = (text: string, weight: number): WeightedSentence => ({
    text,
    weight,
    about: 'part',
    startSeconds: null,
    endSeconds: null,
  });
  const all = [sentence('one two three', 0.1), sentence('four five', Infinity), sentence('six seven eight nine', 0.9)];
  expect(fitWords(all, 7).map(({ text }) => text)).toEqual(['four five', 'six seven eight nine']);
  expect(fitWords(all, 1).map(({ text }) => text)).toEqual(['four five']);
  expect(fitWords(all, 100)).toHaveLength(3);
  expect(countWordsOf(' a  b ')).toBe(2);
});
