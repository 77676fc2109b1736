import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { attendClips, compareSentences, type FusionParameters } from '../../src/retrieve/fuse.js';
import { randomVector } from './support/fake-model.js';
import { fuseScore } from './support/fuse-score.js';

const FUSION: FusionParameters = { attentionTemperature: 0.1, globalWeight: 0.25, orderWeight: 0.5 };
const vectors = (count: fc.Arbitrary<number>) =>
  fc
    .tuple(count, fc.integer({ min: 1, max: 1e6 }))
    .map(([n, seed]) => Array.from({ length: n }, (_, i) => randomVector(seed + i, 8)));
const input = fc.record({
  song: vectors(fc.constant(1)).map((list) => list[0] as Float32Array),
  whole: vectors(fc.constant(1)).map((list) => list[0] as Float32Array),
  clips: vectors(fc.integer({ min: 1, max: 12 })),
  sentences: vectors(fc.integer({ min: 1, max: 6 })),
});
const fusion = fc.record({
  attentionTemperature: fc.double({ min: 0.01, max: 5, noNaN: true }),
  globalWeight: fc.double({ min: 0, max: 1, noNaN: true }),
  orderWeight: fc.constant(0),
});

describe('the fused score', () => {
  test('two sentences and two clips, by hand', () => {
    const [x, y] = [Float32Array.from([1, 0]), Float32Array.from([0, 1])];
    const fused = fuseScore(
      { song: Float32Array.from([0.5, 0.5]), clips: [x, y], sentences: [x, y], whole: x },
      FUSION,
    );
    // Attention to the own clip is e^10 / (e^10 + 1). Contrast is 1/2 at the own clip, -1/2 at the other: P(told) = 1/2, P(reversed) = 0
    // (both at one clip); a clip half a song off its pace weighs e^-2 beside 1.
    const order = 0.5 + (0.5 * (1 - Math.exp(-2))) / (1 + Math.exp(-2));
    const attention = Math.exp(10) / (Math.exp(10) + 1);
    expect(fused.global).toBeCloseTo(0.5, 9);
    expect(fused.temporal).toBeCloseTo(attention, 9);
    expect(fused.order).toBeCloseTo(order, 9);
    expect(fused.score).toBeCloseTo(0.25 * 0.5 + 0.75 * attention + 0.5 * order, 9);
  });

  test('the attended similarity is that of the attended clip', () => {
    const sentence = randomVector(1, 8);
    const clips = [2, 3, 4].map((seed) => randomVector(seed, 8));
    const attention = attendClips(compareSentences([sentence], clips), 1, 3, FUSION.attentionTemperature);
    const attended = Float32Array.from({ length: 8 }, (_, d) =>
      clips.reduce((sum, clip, n) => sum + (attention[n] as number) * (clip[d] as number), 0),
    );
    const expected = attended.reduce((sum, value, d) => sum + value * (sentence[d] as number), 0);
    const fused = fuseScore({ song: sentence, whole: sentence, clips, sentences: [sentence] }, FUSION);
    expect(fused.temporal).toBeCloseTo(expected, 6);
  });

  test('attention rows sum to 1', () => {
    fc.assert(
      fc.property(input, fusion, ({ clips, sentences }, { attentionTemperature }) => {
        const attention = attendClips(
          compareSentences(sentences, clips),
          sentences.length,
          clips.length,
          attentionTemperature,
        );
        for (let s = 0; s < sentences.length; s++) {
          const row = attention.subarray(s * clips.length, (s + 1) * clips.length);
          expect(row.every((value) => value >= 0 && value <= 1)).toBe(true);
          expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
        }
      }),
    );
  });

  test('without order, neither the order of sentences nor of clips counts', () => {
    fc.assert(
      fc.property(input, fusion, (given, parameters) => {
        const turned = { ...given, clips: given.clips.toReversed(), sentences: given.sentences.toReversed() };
        expect(fuseScore(turned, parameters).score).toBeCloseTo(fuseScore(given, parameters).score, 9);
      }),
    );
  });

  test('between unit vectors the score lies within -1 and 1, and never below the mean over the clips', () => {
    fc.assert(
      fc.property(input, fusion, (given, parameters) => {
        const { score, temporal } = fuseScore(given, parameters);
        const similarity = compareSentences(given.sentences, given.clips);
        const mean = similarity.reduce((sum, value) => sum + value, 0) / similarity.length;
        expect(Math.abs(score)).toBeLessThanOrEqual(1 + 1e-6);
        expect(temporal).toBeGreaterThanOrEqual(mean - 1e-6);
      }),
    );
  });

  test('a song of one clip scores the same however sharp the attention is', () => {
    const given = {
      song: randomVector(1, 8),
      whole: randomVector(2, 8),
      clips: [randomVector(3, 8)],
      sentences: [randomVector(4, 8)],
    };
    const sharp = fuseScore(given, { ...FUSION, attentionTemperature: 0.001 }).score;
    expect(sharp).toBeCloseTo(fuseScore(given, { ...FUSION, attentionTemperature: 100 }).score, 9);
  });

  test('vectors of two models are refused', () => {
    const given = {
      song: randomVector(1, 8),
      whole: randomVector(2, 8),
      clips: [randomVector(3, 4)],
      sentences: [randomVector(4, 8)],
    };
    expect(() => fuseScore(given, FUSION)).toThrow(expect.objectContaining({ code: 'E_SHAPE' }));
    expect(() => fuseScore({ ...given, clips: [] }, FUSION)).toThrow(expect.objectContaining({ code: 'E_SHAPE' }));
  });
});
