/**
 * Where scores lie by chance: every text has a scale of its own, so that scores of two texts can only be compared as
 * standard deviations above what unrelated recordings reach. Legend: D = embedding size, M = background recordings.
 */
import type { FusionParameters } from './fuse.js';
import { dots, weightedSum } from './vectors.js';

export interface ChanceLevel {
  readonly mean: number;
  /** Standard deviation, always above 0. */
  readonly deviation: number;
}

/** Keeps a text that no recording tells apart from dividing by nothing. */
const SMALLEST_DEVIATION = 1e-6;

/**
 * @param direction - the text vector, shape (D).
 * @param background - M song vectors of recordings that have nothing to do with the question.
 * @returns mean and standard deviation of their similarities; 0 and 1 where there is no background.
 */
export function chanceLevel(direction: Float32Array, background: readonly Float32Array[]): ChanceLevel {
  return levelOf(dots(direction, background));
}

/** @returns mean and standard deviation of scores, such as those of unrelated recordings; 0 and 1 where there are none. */
export function levelOf(scores: ArrayLike<number>): ChanceLevel {
  if (!scores.length) return { mean: 0, deviation: 1 };
  let [sum, squares] = [0, 0];
  for (let m = 0; m < scores.length; m++) sum += scores[m] as number;
  const mean = sum / scores.length;
  for (let m = 0; m < scores.length; m++) squares += ((scores[m] as number) - mean) ** 2;
  const variance = squares / scores.length;
  return { mean, deviation: Math.max(Math.sqrt(variance), SMALLEST_DEVIATION) };
}

/** @returns how many standard deviations a score lies above chance. */
export function standardise(score: number, chance: ChanceLevel): number {
  return (score - chance.mean) / chance.deviation;
}

/**
 * The one vector whose dot product with a song of one clip is that song's fused score: attention over one clip is 1 and
 * order is 0, so the fused score is linear, `x · (α d + (1 − α)/S Σ_s t_s)`.
 */
export function fusedDirection(
  sentences: readonly Float32Array[],
  whole: Float32Array,
  fusion: FusionParameters,
): Float32Array {
  const share = (1 - fusion.globalWeight) / sentences.length;
  return weightedSum([whole, ...sentences], [fusion.globalWeight, ...sentences.map(() => share)]);
}
