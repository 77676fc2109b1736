import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { storyOrder } from '../../src/retrieve/story-order.js';

const matrix = (...rows: number[][]) => Float32Array.from(rows.flat());

test('told in order, reversed, and in between', () => {
  expect(storyOrder(matrix([1, 0, 0], [0, 1, 0], [0, 0, 1]), 3, 3)).toBeCloseTo(1 - 1 / 3);
  expect(storyOrder(matrix([0, 0, 1], [0, 1, 0], [1, 0, 0]), 3, 3)).toBeCloseTo(1 / 3 - 1);
  // Two of three in order both ways: 2/3 against 2/3.
  expect(storyOrder(matrix([0, 1, 0], [1, 0, 0], [0, 1, 0]), 3, 3)).toBeCloseTo(0);
});

test('is 0 where order carries nothing', () => {
  expect(storyOrder(matrix([3, 1, 2]), 1, 3)).toBe(0);
  expect(storyOrder(matrix([3], [1]), 2, 1)).toBe(0);
  expect(storyOrder(matrix([2, 2, 2], [5, 5, 5]), 2, 3)).toBe(0);
  expect(storyOrder(matrix([1, 4, 1], [1, 4, 1]), 2, 3)).toBe(0);
});

const similarities = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 7 })).chain(([s, n]) =>
  fc.array(fc.array(fc.float({ min: -2, max: 2, noNaN: true }), { minLength: n, maxLength: n }), {
    minLength: s,
    maxLength: s,
  }),
);

test('changes its sign when the song is played backwards, and never leaves the range of the similarities', () => {
  fc.assert(
    fc.property(similarities, (rows) => {
      const [s, n] = [rows.length, (rows[0] as number[]).length];
      const order = storyOrder(matrix(...rows), s, n);
      expect(storyOrder(matrix(...rows.map((row) => row.toReversed())), s, n)).toBeCloseTo(-order, 9);
      const flat = rows.flat();
      expect(Math.abs(order)).toBeLessThanOrEqual(Math.max(...flat) - Math.min(...flat) + 1e-6);
    }),
  );
});

test('is the difference of the best monotone paths, tried one by one', () => {
  fc.assert(
    fc.property(similarities, (rows) => {
      const n = (rows[0] as number[]).length;
      const best = (from: number, s: number, direction: 1 | -1): number => {
        if (s === rows.length) return 0;
        let highest = -Infinity;
        for (let clip = from; clip >= 0 && clip < n; clip += direction) {
          highest = Math.max(highest, ((rows[s] as number[])[clip] as number) + best(clip, s + 1, direction));
        }
        return highest;
      };
      const expected = rows.length < 2 || n < 2 ? 0 : (best(0, 0, 1) - best(n - 1, 0, -1)) / rows.length;
      expect(storyOrder(matrix(...rows), rows.length, n)).toBeCloseTo(expected, 5);
    }),
    { numRuns: 50 },
  );
});
