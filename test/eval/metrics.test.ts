import { describe, expect, test } from '@jest/globals';
import { bootstrapIntervals } from '../../src/eval/metrics/bootstrap.js';
import { classificationMetrics, confusionOf } from '../../src/eval/metrics/classification-metrics.js';
import { median } from '../../src/eval/metrics/median.js';
import { rankOf } from '../../src/eval/metrics/rank.js';
import { retrievalMetrics } from '../../src/eval/metrics/retrieval-metrics.js';
import { taggingMetrics, tagMetrics } from '../../src/eval/metrics/tagging-metrics.js';

test('median', () => {
  expect(median([5, 1, 3])).toBe(3);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([7])).toBe(7);
  expect(median([])).toBeNaN();
});

describe('rankOf', () => {
  test('counts what stands before the right answer', () => {
    expect(rankOf([0.1, 0.9, 0.5], [2])).toBe(2);
    expect(rankOf([0.1, 0.9, 0.5], [1])).toBe(1);
    expect(rankOf([0.1, 0.9, 0.5], [0])).toBe(3);
  });
  test('one candidate is first', () => expect(rankOf([-3], [0])).toBe(1));
  test('all tie: the last place', () => expect(rankOf([1, 1, 1, 1], [2])).toBe(4));
  test('rounding does not break a tie', () => expect(rankOf([0.5, 0.5 + 1e-9], [1])).toBe(2));
  test('of several right ones the best counts, and the others are not in its way', () => {
    expect(rankOf([0.9, 0.8, 0.7, 0.95], [0, 1])).toBe(2);
    expect(rankOf([0.9, 0.9], [0, 1])).toBe(1);
  });
});

describe('tags', () => {
  const holds = [true, false, true, false];

  test('by hand, as scikit-learn has them', () => {
    // Documented example of roc_auc_score and average_precision_score: .75 and .8333.
    const tag = { scores: [0.1, 0.4, 0.35, 0.8], holds: [false, false, true, true] };
    expect(tagMetrics(tag)).toEqual({ rocAuc: 0.75, averagePrecision: expect.closeTo(5 / 6, 12), positives: 2 });
    expect(tagMetrics({ scores: [4, 1, 3, 2], holds })).toEqual({ rocAuc: 1, averagePrecision: 1, positives: 2 });
    expect(tagMetrics({ scores: [1, 4, 2, 3], holds })?.rocAuc).toBe(0);
  });

  test('ties count against us', () => {
    expect(tagMetrics({ scores: [1, 1, 1, 1], holds })).toEqual({
      rocAuc: 0,
      averagePrecision: expect.closeTo((1 / 3 + 2 / 4) / 2, 12),
      positives: 2,
    });
  });

  test('tags that hold for all or for none tell nothing', () => {
    const [all, none] = [
      [true, true],
      [false, false],
    ].map((same) => ({ scores: [1, 2], holds: same }));
    expect([all, none].map((tag) => tagMetrics(tag as never))).toEqual([null, null]);
    const told = { scores: [2, 1], holds: [true, false] };
    expect(taggingMetrics([all, told, none] as never)).toEqual({
      rocAuc: 1,
      meanAveragePrecision: 1,
      chance: 0.5,
      tags: 1,
    });
  });
});

test('retrieval metrics, by hand', () => {
  const metrics = retrievalMetrics([1, 2, 5, 6, 10, 20]);
  expect(metrics).toEqual({
    'recall@1': 1 / 6,
    'recall@5': 3 / 6,
    'recall@10': 5 / 6,
    medianRank: 5.5,
    mrr: expect.closeTo((1 + 1 / 2 + 1 / 5 + 1 / 6 + 1 / 10 + 1 / 20) / 6, 12),
    n: 6,
  });
  expect(retrievalMetrics([1])).toMatchObject({ 'recall@1': 1, medianRank: 1, mrr: 1 });
});

describe('classification', () => {
  const decisions = [
    { label: 'a', predicted: 'a' },
    { label: 'a', predicted: 'a' },
    { label: 'a', predicted: 'b' },
    { label: 'b', predicted: 'a' },
  ];
  test('accuracy counts cases, macro accuracy counts labels alike', () => {
    expect(classificationMetrics(decisions)).toEqual({
      accuracy: 0.5,
      macroAccuracy: expect.closeTo((2 / 3 + 0) / 2, 12),
    });
  });
  test('confusion', () => expect(confusionOf(decisions)).toEqual({ a: { a: 2, b: 1 }, b: { a: 1 } }));
  test('confusion of labels that are called as what every object has', () => {
    const confusion = confusionOf([
      { label: 'constructor', predicted: '__proto__' },
      { label: '__proto__', predicted: 'constructor' },
    ]);
    expect(JSON.stringify(confusion)).toBe('{"constructor":{"__proto__":1},"__proto__":{"constructor":1}}');
  });
});

describe('bootstrap', () => {
  const mean = (sample: readonly number[]) => ({ mean: sample.reduce((sum, x) => sum + x, 0) / sample.length });
  const coins = Array.from({ length: 100 }, (_, i) => i % 2);

  test('a share of one half of 100 lies within about .4 and .6', () => {
    const [low, high] = bootstrapIntervals(coins, mean).mean as [number, number];
    expect(low).toBeGreaterThan(0.38);
    expect(low).toBeLessThan(0.43);
    expect(high).toBeGreaterThan(0.57);
    expect(high).toBeLessThan(0.62);
  });
  test('is the same every time', () =>
    expect(bootstrapIntervals(coins, mean)).toEqual(bootstrapIntervals(coins, mean)));
  test('has no width where nothing varies', () =>
    expect(bootstrapIntervals([1, 1, 1], mean)).toEqual({ mean: [1, 1] }));
});
