/**
 * How alike two pieces of audio sound: the cosine of their vectors less what all music has in common. Legend: D = embedding size, M = background.
 * Without that, every two songs would be alike: they lie in a narrow cone of the space.
 */
import type { Model } from '../../model/model.js';
import type { Certainty } from '../../types.js';
import { type ChanceLevel, chanceLevel, standardise } from '../chance-level.js';
import { comparableBackground } from '../embed-description.js';
import { dot, dots, meanOfVectors, toMetric, toUnitLength } from '../vectors.js';

/** Shares of unrelated recordings that may come as near for an answer to count as sure. */
const CHANCE_SHARE = { high: 0.0025, medium: 0.02 };

export interface Likeness {
  /** @returns a vector of shape (D) as it is compared: unit norm, less the mean of the background. */
  direction(vector: Float32Array): Float32Array;
  /** Compares with one vector, shape (D) as the model gives it. */
  to(vector: Float32Array): LikenessTo;
}

export interface LikenessTo {
  readonly direction: Float32Array;
  /** In standard deviations above what unrelated recordings reach. @param direction - from {@link Likeness.direction}. */
  score(direction: Float32Array): number;
  certainty(score: number): Certainty;
}

export function createLikeness(model: Model): Likeness {
  const background = comparableBackground(model);
  const centre = meanOfVectors(background);
  const direction = (vector: Float32Array): Float32Array => {
    const comparable = toMetric(vector, model.card.metric);
    return toUnitLength(centre.length ? comparable.map((value, d) => value - (centre[d] as number)) : comparable);
  };
  const unrelated = background.map((vector) => direction(vector));
  return {
    direction,
    to(vector) {
      const own = direction(vector);
      const chance = chanceLevel(own, unrelated);
      return {
        direction: own,
        score: (other) => standardise(dot(own, other), chance),
        certainty: byChance(own, unrelated, chance),
      };
    },
  };
}

/** How sure a score is follows from how many unrelated recordings reach it. */
function byChance(
  own: Float32Array,
  unrelated: readonly Float32Array[],
  chance: ChanceLevel,
): (score: number) => Certainty {
  const reached = Array.from(dots(own, unrelated), (cosine) => standardise(cosine, chance)).sort((a, b) => b - a);
  return (score) => {
    const share = reached.filter((other) => other >= score).length / Math.max(1, reached.length);
    if (reached.length > 0 && share < CHANCE_SHARE.high) return 'high';
    return share <= CHANCE_SHARE.medium ? 'medium' : 'low';
  };
}
