import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { storyOrder } from '../../../src/retrieve/story/story-order.js';

const matrix = (...rows: number[][]) => Float64Array.from(rows.flat());

test('told in order, reversed, and in between', () => {
  const [first, second, third] = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ] as [number[], number[], number[]];
  const inOrder = storyOrder(matrix(first, second, third), 3, 3);
  const exchanged = storyOrder(matrix(second, first, third), 3, 3);
  const reversed = storyOrder(matrix(third, second, first), 3, 3);
  expect(inOrder).toBeGreaterThan(0.6);
  expect(reversed).toBeLessThan(-0.6);
  expect(exchanged).toBeLessThan(inOrder);
  expect(exchanged).toBeGreaterThan(reversed);
});

test('what all sentences hear in one place, and what a sentence hears everywhere, does not count', () => {
  const plain = storyOrder(matrix([1, 0, 0, 0], [0, 0, 0, 1]), 2, 4);
  expect(storyOrder(matrix([1, 0, 5, 0], [0, 0, 5, 1]), 2, 4)).toBeCloseTo(plain, 9);
  expect(storyOrder(matrix([4, 3, 3, 3], [0, 0, 0, 1]), 2, 4)).toBeCloseTo(plain, 9);
});

test('is 0 where order carries nothing', () => {
  expect(storyOrder(matrix([3, 1, 2]), 1, 3)).toBe(0);
  expect(storyOrder(matrix([3], [1]), 2, 1)).toBe(0);
  expect(storyOrder(matrix([2, 2, 2], [5, 5, 5]), 2, 3)).toBeCloseTo(0, 12);
  expect(storyOrder(matrix([1, 4, 1], [1, 4, 1]), 2, 3)).toBeCloseTo(0, 12);
});

test('of one sentence counts where its instruments sound, if its place is told', () => {
  const one = [matrix([1, 3, 1, 2]), 1, 4] as const;
  const atEnd = Float64Array.of(0, 0, 0, 1.5);
  expect(storyOrder(...one, { sounds: [[-1, -1, -1, 3]], pace: atEnd })).toBeGreaterThan(0.5);
  expect(storyOrder(...one, { sounds: [[3, -1, -1, -1]], pace: atEnd })).toBeLessThan(-0.5);
  expect(storyOrder(...one, { sounds: [[3, -1, -1, -1]], pace: new Float64Array(4) })).toBeCloseTo(0, 12);
  expect(storyOrder(...one, { sounds: [null], pace: atEnd })).toBe(0);
  expect(storyOrder(...one, { sounds: [[3, -1, -1, -1]] })).toBe(0);
});

test('where the named instruments sound decides what the similarities leave open, on their scale', () => {
  const open = [matrix([1, 0, 1, 0], [0, 1, 0, 1]), 2, 4] as const;
  const sounds = [[1, 1, -1, -1], null];
  expect(storyOrder(...open, { sounds })).toBeGreaterThan(storyOrder(...open));
  expect(storyOrder(...open, { sounds: sounds.toReversed() })).toBeLessThan(storyOrder(...open));
  const loud = [open[0].map((value) => 10 * value), 2, 4] as const;
  expect(storyOrder(...loud, { sounds })).toBeCloseTo(10 * storyOrder(...open, { sounds }), 9);
});

const similarities = fc.tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 7 })).chain(([s, n]) =>
  fc.array(fc.array(fc.float({ min: -2, max: 2, noNaN: true }), { minLength: n, maxLength: n }), {
    minLength: s,
    maxLength: s,
  }),
);

test('reversed in words and in time it is the same story; it never leaves three ranges of the similarities', () => {
  fc.assert(
    fc.property(similarities, (rows) => {
      const [s, n] = [rows.length, (rows[0] as number[]).length];
      const order = storyOrder(matrix(...rows), s, n);
      const turned = rows.toReversed().map((row) => row.toReversed());
      expect(storyOrder(matrix(...turned), s, n)).toBeCloseTo(order, 9);
      const flat = rows.flat();
      expect(Math.abs(order)).toBeLessThanOrEqual(3 * (Math.max(...flat) - Math.min(...flat)) + 1e-6);
    }),
  );
});

test('is 0 on average over all orders of the sentences', () => {
  const rows = [
    [2, 0, 1, 0],
    [0, 3, 0, 1],
    [1, 1, 0, 2],
  ];
  const orders = permutations(rows);
  const mean = orders.reduce((sum, order) => sum + storyOrder(matrix(...order), 3, 4), 0) / orders.length;
  expect(mean).toBeCloseTo(0, 9);
});

function permutations<Item>(items: Item[]): Item[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}
