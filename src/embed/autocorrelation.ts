/** How alike a signal is to itself, some frames later. */

/**
 * Normalised, unbiased autocorrelation.
 *
 * @param signal - without its mean, shape (N).
 * @param longestLag - in frames, below N.
 * @returns values in about -1..1 for lags 0..longestLag; null for a signal without any variance.
 */
export function autocorrelate(signal: Float32Array, longestLag: number): Float64Array | null {
  const energy = signal.reduce((sum, value) => sum + value * value, 0) / signal.length;
  if (!(energy > 1e-12)) return null;
  const correlation = new Float64Array(longestLag + 1);
  for (let lag = 0; lag <= longestLag; lag++) {
    let sum = 0;
    const overlap = signal.length - lag;
    for (let i = 0; i < overlap; i++) sum += (signal[i] as number) * (signal[i + lag] as number);
    correlation[lag] = sum / overlap / energy;
  }
  return correlation;
}

/** The value at a fractional position, interpolated linearly; 0 outside. */
export function valueAt(values: Float64Array, position: number): number {
  const before = Math.floor(position);
  const left = values[before];
  if (left === undefined) return 0;
  return left + ((values[before + 1] ?? left) - left) * (position - before);
}

/**
 * The highest point within `reach` of a position, refined by the parabola through it and its neighbours.
 *
 * @returns its fractional position; null where no local maximum lies there.
 */
export function peakNear(values: Float64Array, position: number, reach: number): number | null {
  const from = Math.max(1, Math.ceil(position - reach));
  const to = Math.min(values.length - 2, Math.floor(position + reach));
  let best: number | null = null;
  for (let i = from; i <= to; i++) {
    const value = values[i] as number;
    const isPeak = value >= (values[i - 1] as number) && value >= (values[i + 1] as number);
    if (isPeak && (best === null || value > (values[best] as number))) best = i;
  }
  if (best === null) return null;
  const [left, top, right] = [values[best - 1] as number, values[best] as number, values[best + 1] as number];
  const curvature = left - 2 * top + right;
  return curvature < 0 ? best + (0.5 * (left - right)) / curvature : best;
}
