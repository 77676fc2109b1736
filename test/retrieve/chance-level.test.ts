import { expect, test } from '@jest/globals';
import { chanceLevel, fusedDirection, standardise } from '../../src/retrieve/chance-level.js';
import { certaintyOf, combineScores } from '../../src/retrieve/score-song.js';
import { randomVector } from './support/fake-model.js';
import { fuseScore } from './support/fuse-score.js';

test('mean and deviation over the background, by hand', () => {
  const background = [
    [1, 0],
    [3, 0],
    [5, 9],
    [7, 9],
  ].map((values) => Float32Array.from(values));
  const chance = chanceLevel(Float32Array.from([1, 0]), background);
  expect(chance.mean).toBe(4);
  expect(chance.deviation).toBeCloseTo(Math.sqrt(5));
  expect(standardise(4 + Math.sqrt(5), chance)).toBeCloseTo(1);
  expect(chanceLevel(Float32Array.from([1, 0]), [])).toEqual({ mean: 0, deviation: 1 });
  expect(Number.isFinite(standardise(1, chanceLevel(Float32Array.from([0, 0]), background)))).toBe(true);
});

test('the fused score of a song of one clip is linear in it', () => {
  const fusion = { attentionTemperature: 0.07, globalWeight: 0.3, orderWeight: 0.8 };
  const sentences = [1, 2, 3].map((seed) => randomVector(seed));
  const [whole, song] = [randomVector(4), randomVector(5)];
  const direction = fusedDirection(sentences, whole, fusion);
  const { score } = fuseScore({ song, clips: [song], sentences, whole }, fusion);
  expect(song.reduce((sum, value, d) => sum + value * (direction[d] as number), 0)).toBeCloseTo(score, 5);
});

test('avoided scores weigh less against many sentences; many of them grow like independent figures', () => {
  expect(combineScores(2, 1, [])).toBe(2);
  expect(combineScores(2, 1, [3])).toBeCloseTo(2 - 0.7 * 3);
  expect(combineScores(2, 4, [3])).toBeCloseTo(2 - 0.35 * 3);
  expect(combineScores(2, 1, [3, 3, 3, 3])).toBeCloseTo(2 - 0.7 * 6);
  expect(combineScores(null, 0, [3])).toBe(-3);
});

test('certainty in words', () => {
  const certainty = { high: 3, medium: 1 };
  expect([3, 2.9, 1, 0.9].map((score) => certaintyOf(score, certainty))).toEqual(['high', 'medium', 'medium', 'low']);
});
