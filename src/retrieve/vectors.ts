/** Arithmetic on embeddings. Legend: D = embedding size. */
import { CollapError } from '../errors.js';
import type { ModelCard } from '../model/card.js';

/**
 * @returns the dot product of two vectors of shape (D), summed in double precision.
 * @throws {@link CollapError} `E_SHAPE` when D differs.
 */
export function dot(left: Float32Array, right: Float32Array): number {
  if (left.length !== right.length) {
    throw new CollapError(
      'E_SHAPE',
      `Vectors of ${left.length} and ${right.length} values cannot be compared; both must come from one model.`,
      'Index the songs again with the model in use.',
    );
  }
  let sum = 0;
  for (let d = 0; d < left.length; d++) sum += (left[d] as number) * (right[d] as number);
  return sum;
}

/** @returns a copy of the vector with length 1; a vector of zeros stays as it is. */
export function toUnitLength(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector));
  return length > 0 ? vector.map((value) => value / length) : vector.slice();
}

/** @returns the audio vector as the card's metric compares it: the dot product takes it as it is, the cosine with length 1. */
export function toMetric(vector: Float32Array, metric: ModelCard['metric']): Float32Array {
  return metric === 'cosine' ? toUnitLength(vector) : vector;
}

/** @returns the weighted sum of vectors of shape (D); weights that sum to 1 give a mean. */
export function weightedSum(vectors: readonly Float32Array[], weights: readonly number[]): Float32Array {
  const sum = new Float32Array(vectors[0]?.length ?? 0);
  for (const [index, vector] of vectors.entries()) {
    const weight = weights[index] as number;
    for (let d = 0; d < sum.length; d++) sum[d] = (sum[d] as number) + weight * (vector[d] as number);
  }
  return sum;
}

/** @returns the mean of vectors of shape (D); of none, a vector of length 0. */
export function meanOfVectors(vectors: readonly Float32Array[]): Float32Array {
  return weightedSum(vectors, new Array(vectors.length).fill(1 / vectors.length));
}

/** @returns the mean of vectors of shape (D), brought to length 1. */
export function meanDirection(vectors: readonly Float32Array[]): Float32Array {
  return toUnitLength(meanOfVectors(vectors));
}
