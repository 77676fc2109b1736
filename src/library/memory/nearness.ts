/** Two ways to compare a song vector with a direction. Legend: D = embedding size. */

export interface Direction {
  /** Shape (D). */
  readonly direction: Float32Array;
  /** Shape (D): songs are compared by the cosine of the direction with what is left of them without it; null: by the dot product. */
  readonly centre: Float32Array | null;
}

/**
 * What a song scores by its products with the direction and the centre.
 *
 * @returns a function of `v · direction`, `v · centre` and `|v|²`.
 */
export function nearnessTo({
  direction,
  centre,
}: Direction): (product: number, withCentre: number, square: number) => number {
  if (centre === null) return (product) => product;
  const [ownCentre, centreSquare] = [dot(direction, centre), dot(centre, centre)];
  return (product, withCentre, square) => {
    const rest = square - 2 * withCentre + centreSquare;
    return rest > 0 ? (product - ownCentre) / Math.sqrt(rest) : 0;
  };
}

/** @param vector - shape (D). @returns its exact score. */
export function exactNearness(vector: Float32Array, to: Direction): number {
  const { direction, centre } = to;
  return nearnessTo(to)(dot(vector, direction), centre ? dot(vector, centre) : 0, centre ? dot(vector, vector) : 0);
}

export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let d = 0; d < b.length; d++) sum += (a[d] as number) * (b[d] as number);
  return sum;
}
