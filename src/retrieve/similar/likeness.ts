/**
 * How alike two pieces of audio sound: the cosine of their vectors less what all music has in common. Legend: D = embedding size, M = background.
 * Without that, every two songs would be alike: they lie in a narrow cone of the space.
 */
import type { Model } from '../../model/model.js';
import type { Certainty } from '../../types.js';
import { levelOf, standardise } from '../chance-level.js';
import { comparableBackground } from '../embed-description.js';
import { dot, meanOfVectors, toMetric, toUnitLength } from '../vectors.js';

/** Shares of unrelated recordings that may come as near for an answer to count as sure. */
const CHANCE_SHARE = { high: 0.0025, medium: 0.02 };

/** Compares with one vector. */
export interface Likeness {
  /** Unit norm, shape (D): its cosines with vectors less the centre rank them as the scores do. */
  readonly direction: Float32Array;
  /** What all music has in common, shape (D); null where vectors are scaled before they are compared. */
  readonly centre: Float32Array | null;
  /** In standard deviations above what unrelated recordings reach. @param vector - as the model gives it, shape (D). */
  score(vector: Float32Array): number;
  certainty(score: number): Certainty;
}

/** @param asked - as the model gives it, shape (D). */
export function likenessTo(asked: Float32Array, model: Model): Likeness {
  const background = comparableBackground(model);
  const centre = background.length > 0 ? meanOfVectors(background) : new Float32Array(asked.length);
  const comparable = toMetric(asked, model.card.metric);
  const direction = toUnitLength(comparable.map((value, d) => value - (centre[d] as number)));
  const cosine = cosineWith(direction, centre, model.card.metric === 'cosine');
  const unrelated = background.map(cosine);
  const chance = levelOf(unrelated);
  return {
    direction,
    centre: model.card.metric === 'cosine' ? null : centre,
    score: (vector) => standardise(cosine(vector), chance),
    certainty: byChance(unrelated.map((value) => standardise(value, chance))),
  };
}

/** `(v − c)/|v − c| · direction` in one pass and without a vector in between: it is done for every song of a library. */
function cosineWith(
  direction: Float32Array,
  centre: Float32Array,
  isScaled: boolean,
): (vector: Float32Array) => number {
  const [ownCentre, centreSquare] = [dot(direction, centre), dot(centre, centre)];
  return (vector) => {
    let [product, withCentre, square] = [0, 0, 0];
    for (let d = 0; d < vector.length; d++) {
      const value = vector[d] as number;
      product += value * (direction[d] as number);
      withCentre += value * (centre[d] as number);
      square += value * value;
    }
    const scale = isScaled && square > 0 ? 1 / Math.sqrt(square) : 1;
    const length = Math.sqrt(Math.max(0, scale * scale * square - 2 * scale * withCentre + centreSquare));
    return length > 0 ? (scale * product - ownCentre) / length : 0;
  };
}

/** How sure a score is follows from how many of the unrelated recordings reach it. */
function byChance(unrelated: readonly number[]): (score: number) => Certainty {
  return (score) => {
    const share = unrelated.filter((other) => other >= score).length / Math.max(1, unrelated.length);
    if (unrelated.length > 0 && share < CHANCE_SHARE.high) return 'high';
    return share <= CHANCE_SHARE.medium ? 'medium' : 'low';
  };
}
