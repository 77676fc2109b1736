import { expect, test } from '@jest/globals';
import { parseMoment } from '../../src/cli/parse-moment.js';

test.each([
  ['1:10', 70],
  ['0:07.5', 7.5],
  ['1:02:03', 3723],
  ['70', 70],
  ['70.25', 70.25],
  ['90:00', 5400],
])('%s', (text, seconds) => expect(parseMoment(text)).toBe(seconds));

test.each(['', '1:75', '1:90:00', '-3', '1:2:3:4', 'chorus'])('%s is none', (text) =>
  expect(() => parseMoment(text)).toThrow(/Expected a time/),
);
