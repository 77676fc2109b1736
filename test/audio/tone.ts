/** Tones to test with, and what is left of them. */

/** A sine of amplitude 0.5. */
export function makeTone(frequencyHz: number, sampleRateHz: number, samples: number): Float32Array {
  return Float32Array.from(
    { length: samples },
    (_, n) => 0.5 * Math.sin((2 * Math.PI * frequencyHz * n) / sampleRateHz),
  );
}

/**
 * Fits sine and cosine of one frequency by least squares.
 *
 * @returns the tone's amplitude, the root mean square of all else, and their ratio in dB.
 */
export function fitTone(
  signal: Float32Array,
  frequencyHz: number,
  sampleRateHz: number,
): { amplitude: number; residual: number; snrDb: number } {
  const angle = (n: number) => (2 * Math.PI * frequencyHz * n) / sampleRateHz;
  let [ss, sc, cc, xs, xc] = [0, 0, 0, 0, 0];
  signal.forEach((x, n) => {
    const [s, c] = [Math.sin(angle(n)), Math.cos(angle(n))];
    ss += s * s;
    sc += s * c;
    cc += c * c;
    xs += x * s;
    xc += x * c;
  });
  const determinant = ss * cc - sc * sc;
  const a = (xs * cc - xc * sc) / determinant;
  const b = (xc * ss - xs * sc) / determinant;
  let error = 0;
  signal.forEach((x, n) => {
    error += (x - a * Math.sin(angle(n)) - b * Math.cos(angle(n))) ** 2;
  });
  const amplitude = Math.hypot(a, b);
  const residual = Math.sqrt(error / signal.length);
  return { amplitude, residual, snrDb: 20 * Math.log10(amplitude / Math.SQRT2 / residual) };
}

/** Frequency by counting rising zero crossings, interpolated: good to a tenth of a hertz on seconds of a clean tone. */
export function measureFrequency(signal: Float32Array, sampleRateHz: number): number {
  const crossings: number[] = [];
  for (let n = 1; n < signal.length; n++) {
    const [before, after] = [signal[n - 1] as number, signal[n] as number];
    if (before < 0 && after >= 0) crossings.push(n - after / (after - before));
  }
  const [first = 0] = crossings;
  const last = crossings.at(-1) ?? 0;
  return ((crossings.length - 1) * sampleRateHz) / (last - first);
}
