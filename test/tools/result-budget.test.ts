import { expect, test } from '@jest/globals';
import { countFitting, estimateTokens, round } from '../../src/tools/result-budget.js';

test('numbers weigh more than words, as for tokenisers', () => {
  const vector = Array.from({ length: 256 }, (_, index) => round(Math.sin(index), 4));
  expect(estimateTokens(vector)).toBeGreaterThan(256 * 4);
  expect(estimateTokens(vector)).toBeLessThan(256 * 8);
  expect(estimateTokens('a slow song with strings')).toBeLessThan(14);
  expect(estimateTokens('静かな夜のピアノ')).toBeGreaterThanOrEqual(8);
});

test('items fit until the budget is spent', () => {
  const items = Array.from({ length: 10 }, () => 'word');
  const each = estimateTokens('word') + 1;
  expect(countFitting(items, 3 * each)).toBe(3);
  expect(countFitting(items, 3 * each - 1)).toBe(2);
  expect(countFitting(items, Number.POSITIVE_INFINITY)).toBe(10);
  expect(countFitting(items, 0)).toBe(0);
});

test('rounding keeps the sign and drops the noise', () => {
  expect([round(-0.12345, 4), round(12.96, 1), round(3, 4)]).toEqual([-0.1234, 13, 3]);
});
