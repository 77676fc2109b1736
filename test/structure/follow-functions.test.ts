import { expect, test } from '@jest/globals';
import { followFunctions } from '../../src/structure/follow-functions.js';

/** Two functions: the first opens and is followed by the second. */
const ORDER = {
  first: [0.9, 0.1],
  next: [
    [0.05, 0.95],
    [0.5, 0.5],
  ],
  last: [0.5, 0.5],
};
const logs = (...shares: number[]) => shares.map(Math.log);

test('order decides where the sound leaves it open', () => {
  expect(followFunctions([logs(0.5, 0.5), logs(0.5, 0.5)], ORDER)).toEqual([0, 1]);
});

test('what sounds clear breaks the order', () => {
  expect(followFunctions([logs(0.01, 0.99), logs(0.5, 0.5)], ORDER)[0]).toBe(1);
  expect(followFunctions([logs(0.9, 0.1), logs(0.99, 0.01)], ORDER)).toEqual([0, 0]);
});

test('one section is enough', () => {
  expect(followFunctions([logs(0.4, 0.6)], ORDER)).toEqual([0]);
});
