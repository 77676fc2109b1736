/** Boundaries from a curve that says how likely one is. Legend: G = cells. */

export interface Boundary {
  readonly seconds: number;
  /** How much it stands out, 0..1. */
  readonly strength: number;
}

export interface PickOptions {
  /** Two boundaries are never closer than this. */
  readonly shortestSeconds: number;
  /** Height above the surroundings' mean that a boundary needs, in units of the curve. */
  readonly threshold: number;
  /** Half of the window that counts as surroundings. */
  readonly contextSeconds: number;
}

/**
 * Highest points that rise above their surroundings, the strongest first where two are too close.
 *
 * @param curve - shape (G).
 * @returns in playing order, neither the start nor the end of the song among them.
 */
export function pickBoundaries(curve: Float32Array, secondsPerCell: number, options: PickOptions): Boundary[] {
  const shortest = Math.max(1, Math.round(options.shortestSeconds / secondsPerCell));
  const context = Math.max(1, Math.round(options.contextSeconds / secondsPerCell));
  const sums = new Float64Array(curve.length + 1);
  for (const [g, value] of curve.entries()) sums[g + 1] = (sums[g] as number) + value;
  const heights = Float64Array.from(curve, (value, g) => {
    const [from, to] = [Math.max(0, g - context), Math.min(curve.length, g + context + 1)];
    return value - ((sums[to] as number) - (sums[from] as number)) / (to - from);
  });
  const peaks = [...heights.keys()].filter(
    (g) =>
      g >= shortest / 2 &&
      g <= curve.length - shortest / 2 &&
      (heights[g] as number) >= options.threshold &&
      (curve[g] as number) >= (curve[g - 1] ?? 0) &&
      (curve[g] as number) > (curve[g + 1] ?? 0),
  );
  peaks.sort((a, b) => (heights[b] as number) - (heights[a] as number));
  const kept: number[] = [];
  for (const peak of peaks) if (kept.every((other) => Math.abs(other - peak) >= shortest)) kept.push(peak);
  return kept
    .sort((a, b) => a - b)
    .map((g) => ({ seconds: g * secondsPerCell, strength: Math.min(1, heights[g] as number) }));
}
