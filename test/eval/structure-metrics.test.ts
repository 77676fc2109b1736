import { describe, expect, test } from '@jest/globals';
import { functionAccuracy, functionNamed } from '../../src/eval/metrics/function-accuracy.js';
import { weighKey } from '../../src/eval/metrics/key-metrics.js';
import { segmentMetrics } from '../../src/eval/metrics/segment-metrics.js';
import { judgeTempo } from '../../src/eval/metrics/tempo-metrics.js';
import type { Segment } from '../../src/types.js';

const spans = (...rows: [number, number, string][]) =>
  rows.map(([startSeconds, endSeconds, label]) => ({ startSeconds, endSeconds, label }));

describe('segmentMetrics, by hand', () => {
  const reference = spans([0, 10, 'A'], [10, 20, 'B'], [20, 30, 'A']);
  test('the truth itself', () => {
    expect(segmentMetrics(reference, reference)).toEqual({
      'HR.5F': 1,
      HR3F: 1,
      'HR.5FTrimmed': 1,
      HR3FTrimmed: 1,
      pairwiseF: 1,
    });
  });
  test('one boundary near, one missing', () => {
    const figures = segmentMetrics(reference, spans([0, 12, 'x'], [12, 30, 'y']));
    expect(figures['HR.5F']).toBeCloseTo((2 * (2 / 3) * (2 / 4)) / (2 / 3 + 2 / 4), 9);
    expect(figures.HR3F).toBeCloseTo((2 * 1 * (3 / 4)) / (1 + 3 / 4), 9);
    expect(figures.HR3FTrimmed).toBeCloseTo((2 * 1 * 0.5) / 1.5, 9);
    expect(figures['HR.5FTrimmed']).toBe(0);
  });
  test('a boundary counts once', () => {
    const figures = segmentMetrics(reference, spans([0, 9, 'x'], [9, 11, 'y'], [11, 30, 'x']));
    expect(figures.HR3FTrimmed).toBeCloseTo(0.5, 9);
  });
});

describe('functions', () => {
  test('names are folded into the vocabulary', () => {
    expect(['Verse 2', 'pre-chorus', 'solo', 'Outro', 'inst', 'A', 'constructor'].map(functionNamed)).toEqual([
      'verse',
      'verse',
      'instrumental',
      'outro',
      'instrumental',
      null,
      null,
    ]);
  });
  test('share of the time, and none for letters', () => {
    const estimated = [
      { startSeconds: 0, endSeconds: 10, label: 'A', function: 'intro', confidence: 1 },
      { startSeconds: 10, endSeconds: 40, label: 'B', function: 'chorus', confidence: 1 },
    ] satisfies Segment[];
    expect(functionAccuracy(spans([0, 20, 'intro'], [20, 40, 'chorus']), estimated)).toBeCloseTo(0.75, 9);
    expect(functionAccuracy(spans([0, 20, 'intro'], [20, 40, 'A']), estimated)).toBeNull();
  });
});

test('tempo within 4 %, and at another metrical level', () => {
  expect(judgeTempo(100, 103.9)).toEqual({ acc1: true, acc2: true });
  expect(judgeTempo(100, 104.1)).toEqual({ acc1: false, acc2: false });
  expect(judgeTempo(100, 51)).toEqual({ acc1: false, acc2: true });
  expect(judgeTempo(100, 300)).toEqual({ acc1: false, acc2: true });
  expect(judgeTempo(100, 150)).toEqual({ acc1: false, acc2: false });
  expect(judgeTempo(100, null)).toEqual({ acc1: false, acc2: false });
});

test('keys by the distance that MIREX gives them', () => {
  expect(weighKey('C major', 'C major')).toBe(1);
  expect(weighKey('C major', 'G major')).toBe(0.5);
  expect(weighKey('C major', 'F major')).toBe(0);
  expect(weighKey('C major', 'A minor')).toBe(0.3);
  expect(weighKey('A minor', 'C major')).toBe(0.3);
  expect(weighKey('C major', 'C minor')).toBe(0.2);
  expect(weighKey('C major', null)).toBe(0);
});
