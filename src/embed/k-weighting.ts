/** The K-weighting of ITU-R BS.1770: a shelf for the head's effect, then a high-pass, as two biquads. */

interface Biquad {
  readonly b: readonly [number, number, number];
  readonly a: readonly [number, number];
}

/** Parameters that give BS.1770's coefficients at 48 kHz, and the same curve at any rate. Source: De Man 2014, "Evaluation of implementations of the EBU R128 loudness measurement", table 1. */
const SHELF = { hz: 1681.974450955533, gainDb: 3.999843853973347, q: 0.7071752369554196 };
const HIGH_PASS = { hz: 38.13547087602444, q: 0.5003270373238773 };

/** @returns a function that weighs one sample after the other; it keeps the filters' state. */
export function createKWeighting(sampleRateHz: number): (sample: number) => number {
  const shelf = createFilter(shelfAt(sampleRateHz));
  const highPass = createFilter(highPassAt(sampleRateHz));
  return (sample) => highPass(shelf(sample));
}

/** Transposed direct form II. */
function createFilter({ b: [b0, b1, b2], a: [a1, a2] }: Biquad): (sample: number) => number {
  let [s1, s2] = [0, 0];
  return (sample) => {
    const out = b0 * sample + s1;
    s1 = b1 * sample - a1 * out + s2;
    s2 = b2 * sample - a2 * out;
    return out;
  };
}

function shelfAt(rateHz: number): Biquad {
  const k = Math.tan((Math.PI * Math.min(SHELF.hz, rateHz * 0.45)) / rateHz);
  const high = 10 ** (SHELF.gainDb / 20);
  const band = high ** 0.4996667741545416;
  const norm = 1 + k / SHELF.q + k * k;
  return {
    b: [
      (high + (band * k) / SHELF.q + k * k) / norm,
      (2 * (k * k - high)) / norm,
      (high - (band * k) / SHELF.q + k * k) / norm,
    ],
    a: [(2 * (k * k - 1)) / norm, (1 - k / SHELF.q + k * k) / norm],
  };
}

function highPassAt(rateHz: number): Biquad {
  const k = Math.tan((Math.PI * HIGH_PASS.hz) / rateHz);
  const norm = 1 + k / HIGH_PASS.q + k * k;
  return { b: [1, -2, 1], a: [(2 * (k * k - 1)) / norm, (1 - k / HIGH_PASS.q + k * k) / norm] };
}
