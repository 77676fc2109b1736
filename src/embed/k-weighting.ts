/** The K-weighting of ITU-R BS.1770: a shelf for the head's effect, then a high-pass, as two biquads. */

interface Biquad {
  readonly b: readonly [number, number, number];
  readonly a: readonly [number, number];
}

/** Parameters that give BS.1770's coefficients at 48 kHz, and the same curve at any rate. Source: De Man 2014, "Evaluation of implementations of the EBU R128 loudness measurement", table 1. */
const SHELF = { hz: 1681.974450955533, gainDb: 3.999843853973347, q: 0.7071752369554196 };
const HIGH_PASS = { hz: 38.13547087602444, q: 0.5003270373238773 };

/** Weighs one block after the other: reads `samples`, writes as many values to the front of `weighted`. */
export type KWeighting = (samples: Float32Array, weighted: Float64Array) => void;

/** @returns a weighting that keeps the filters' state from block to block. */
export function createKWeighting(sampleRateHz: number): KWeighting {
  const [shelf, highPass] = [shelfAt(sampleRateHz), highPassAt(sampleRateHz)];
  const [shelfState, highPassState] = [new Float64Array(2), new Float64Array(2)];
  return (samples, weighted) => {
    filter(shelf, shelfState, samples, weighted, samples.length);
    filter(highPass, highPassState, weighted, weighted, samples.length);
  };
}

/**
 * Transposed direct form II. Not a closure, and its state in local variables while a block passes: a closure is compiled anew for every song, and
 * every change of a number that it holds is an allocation.
 */
function filter(
  { b: [b0, b1, b2], a: [a1, a2] }: Biquad,
  state: Float64Array,
  from: Float32Array | Float64Array,
  to: Float64Array,
  count: number,
): void {
  let s1 = state[0] as number;
  let s2 = state[1] as number;
  for (let i = 0; i < count; i++) {
    const sample = from[i] as number;
    const out = b0 * sample + s1;
    s1 = b1 * sample - a1 * out + s2;
    s2 = b2 * sample - a2 * out;
    to[i] = out;
  }
  state[0] = s1;
  state[1] = s2;
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
