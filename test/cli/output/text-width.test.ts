import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { formatBytes } from '../../../src/cli/output/format-bytes.js';
import { formatSpan } from '../../../src/cli/output/format-time.js';
import { padEnd, truncate } from '../../../src/cli/output/text-width.js';

test('a truncated text never exceeds its columns, and short text stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 30 }), (text, columns) => {
      expect(stringWidth(truncate(text, columns))).toBeLessThanOrEqual(columns);
    }),
  );
  expect(truncate('short', 5)).toBe('short');
  expect(truncate('shorter', 5)).toBe('shor…');
});

test('padding counts columns, not characters', () => {
  expect(padEnd('夜', 4)).toBe('夜  ');
});

test('a span that is not there is a dash', () => {
  expect(formatSpan(null, null)).toBe('—');
  expect(formatSpan(65, 83)).toBe('1:05–1:23');
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [13_400_000, '13.4 MB'],
])('%d bytes are written %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
