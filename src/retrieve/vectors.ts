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

/**
 * The dot products of a vector with others. Each is summed in the order of {@link dot}, so that nothing differs; four side by side take a
 * third of the time, because no sum waits for its own last addition.
 *
 * @throws {@link CollapError} `E_SHAPE` when D differs.
 */
export function dots(left: Float32Array, rights: readonly Float32Array[]): Float64Array {
  const products = new Float64Array(rights.length);
  let n = 0;
  for (; n + 4 <= rights.length; n += 4) {
    const [a, b, c, d] = [rights[n], rights[n + 1], rights[n + 2], rights[n + 3]] as Four;
    if ([a, b, c, d].some((right) => right.length !== left.length)) break; // the loop below says what is wrong
    let [sumA, sumB, sumC, sumD] = [0, 0, 0, 0];
    for (let i = 0; i < left.length; i++) {
      const value = left[i] as number;
      sumA += value * (a[i] as number);
      sumB += value * (b[i] as number);
      sumC += value * (c[i] as number);
      sumD += value * (d[i] as number);
    }
    products.set([sumA, sumB, sumC, sumD], n);
  }
  for (; n < rights.length; n++) products[n] = dot(left, rights[n] as Float32Array);
  return products;
}

type Four = [Float32Array, Float32Array, Float32Array, Float32Array];

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

/** @returns 0 where there are no values. */
export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
