import { expect, test } from '@jest/globals';
import type { StructureAlignment } from '../../src/align/align-structure.js';
import { fitAlignment } from '../../src/tools/fit-alignment.js';
import { estimateTokens } from '../../src/tools/result-budget.js';

const segments: StructureAlignment['segments'] = Array.from({ length: 600 }, (_, index) => ({
  startSeconds: 10 * index + 0.123456,
  endSeconds: 10 * index + 10.123456,
  label: 'A',
  function: 'verse',
  confidence: 1 / 3,
}));
const found: StructureAlignment = {
  durationSeconds: 6000.123456,
  tempoBpm: 119.5,
  key: null,
  segments: segments.slice(0, 2),
  alignment: [
    { sentence: 'Nothing.', role: 'wanted', startSeconds: null, endSeconds: null, score: 0.123456, certainty: 'low' },
  ],
  orderScore: 0.98765,
  correspondence: null,
  note: null,
  warnings: [],
};

test('what fits is only rounded', () => {
  const fitted = fitAlignment(found, 9_000);
  expect(fitted).toMatchObject({ durationSeconds: 6000.1, orderScore: 0.988, note: null });
  expect(fitted.segments[1]).toEqual({
    startSeconds: 10.1,
    endSeconds: 20.1,
    label: 'A',
    function: 'verse',
    confidence: 0.33,
  });
  expect(fitted.alignment[0]).toMatchObject({ startSeconds: null, score: 0.12 });
});

test('what is too long loses the ends of its lists, and says so', () => {
  const sections = segments.map(({ label, startSeconds, endSeconds }) => {
    const other = { otherStartSeconds: 1, otherEndSeconds: 2, otherSegment: 3, similarity: 0.5 };
    return { startSeconds, endSeconds, label, ...other };
  });
  const totals = { durationSeconds: 1, score: 1, matchedShare: 1, otherMatchedShare: 1, transposedSemitones: 0 };
  const correspondence = { path: '/b.flac', segments, sections, ...totals };
  const fitted = fitAlignment({ ...found, segments, correspondence, note: 'First.' }, 3_000);
  expect(estimateTokens(fitted)).toBeLessThan(3_000);
  const lengths = [fitted.segments, fitted.correspondence?.sections ?? [], fitted.correspondence?.segments ?? []].map(
    (list) => list.length,
  );
  expect(Math.min(...lengths)).toBeGreaterThan(5);
  expect(fitted.alignment).toHaveLength(1);
  const omitted = 1800 - lengths.reduce((sum, length) => sum + length, 0);
  expect(fitted.note).toMatch(new RegExp(`^First\\. ${omitted} entries.*collap align --json`));
});
