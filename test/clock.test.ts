import { expect, test } from '@jest/globals';
import { formatTime } from '../src/cli/output/format-time.js';
import { clockTime } from '../src/clock.js';

test.each([
  [-0.4, '0:00'],
  [0, '0:00'],
  [38.73, '0:39'],
  [59.6, '1:00'],
  [65.4, '1:05'],
  [3599.5, '1:00:00'],
  [3725, '1:02:05'],
])('%d s is written %s', (seconds, text) => {
  expect(clockTime(seconds)).toBe(text);
});

test('prose and tables write the same moment alike', () => {
  expect(formatTime).toBe(clockTime);
});
