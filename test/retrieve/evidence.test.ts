import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findSpan } from '../../src/retrieve/evidence.js';

const song = (heights: number[], durationSeconds = heights.length * 10) => ({
  heights,
  clipStarts: heights.map((_, index) => Math.min(index * 10, Math.max(0, durationSeconds - 10))),
  clipSeconds: 10,
  durationSeconds,
});

test('the clips around the peak that stay above half of it', () => {
  expect(findSpan(song([0, 1.9, 4, 2.1, 1.9, 3]))).toEqual({ startSeconds: 20, endSeconds: 40 });
  expect(findSpan(song([3, 4, 3]))).toEqual({ startSeconds: 0, endSeconds: 30 });
});

test('nothing at chance level, nor in a song without a clip', () => {
  expect(findSpan(song([0.2, 0.99, -3]))).toBeNull();
  expect(findSpan(song([-2, -1]))).toBeNull();
  expect(findSpan(song([]))).toBeNull();
});

test('a song shorter than a clip ends where it ends', () => {
  expect(findSpan(song([3], 4))).toEqual({ startSeconds: 0, endSeconds: 4 });
});

test('the last clip was moved back: the span still ends with the song', () => {
  expect(findSpan(song([0, 0, 5], 25))).toEqual({ startSeconds: 15, endSeconds: 25 });
});

test('spans lie within the song and hold the peak', () => {
  const heights = fc.array(fc.double({ min: -3, max: 6, noNaN: true }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(heights, fc.double({ min: 1, max: 210, noNaN: true }), (given, durationSeconds) => {
      const input = song(given, durationSeconds);
      const span = findSpan(input);
      const peak = given.indexOf(Math.max(...given));
      expect(span === null).toBe((given[peak] as number) < 1);
      if (!span) return;
      expect(span.startSeconds).toBeGreaterThanOrEqual(0);
      expect(span.startSeconds).toBeLessThanOrEqual(input.clipStarts[peak] as number);
      expect(span.endSeconds).toBeGreaterThan(span.startSeconds);
      expect(span.endSeconds).toBeLessThanOrEqual(durationSeconds);
    }),
  );
});
