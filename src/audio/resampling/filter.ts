/**
 * The low-pass filter of the resampler: a sinc under a Kaiser window, cut into phases.
 * Legend: L = up factor (number of phases), M = down factor, T = taps of a phase.
 * Source: Kaiser 1974; formulas as in Oppenheim & Schafer, Discrete-Time Signal Processing, section 7.5.3.
 */

/** Attenuation of images and aliases: 10 dB below the 70 that is promised. */
const STOPBAND_DB = 80;
/** Edges of the transition, as shares of the lower of both rates: flat to 7.2 kHz, silent from 8.4 kHz at 16 kHz. */
const PASS_EDGE = 0.45;
const STOP_EDGE = 0.525;
/** The inner loop takes this many taps at a time. */
const TAPS_STEP = 8;

export interface PolyphaseFilter {
  readonly up: number;
  readonly down: number;
  readonly tapsPerPhase: number;
  /** Shape (L × T), row-major: the taps of phase p in the order of the input samples they meet. */
  readonly taps: Float32Array;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** Modified Bessel function of the first kind, order 0, by its power series. */
function besselI0(x: number): number {
  const quarterSquare = (x * x) / 4;
  let sum = 1;
  let term = 1;
  for (let k = 1; term > sum * 1e-9; k++) {
    term *= quarterSquare / (k * k);
    sum += term;
  }
  return sum;
}

/**
 * Designs the filter that takes one rate to another, exactly for every pair of integer rates.
 *
 * @param fromHz - rate of the input. @param toHz - rate of the output.
 */
export function designPolyphaseFilter(fromHz: number, toHz: number): PolyphaseFilter {
  const divisor = greatestCommonDivisor(fromHz, toHz);
  const up = toHz / divisor;
  const lowerHz = Math.min(fromHz, toHz);
  const transition = (2 * Math.PI * (STOP_EDGE - PASS_EDGE) * lowerHz) / fromHz;
  const needed = (STOPBAND_DB - 8) / (2.285 * transition) + 1;
  const tapsPerPhase = Math.ceil(needed / TAPS_STEP) * TAPS_STEP;
  const beta = 0.1102 * (STOPBAND_DB - 8.7);
  const cutoff = ((PASS_EDGE + STOP_EDGE) * lowerHz) / fromHz; // of half the input rate
  const half = tapsPerPhase / 2;
  const scale = cutoff / besselI0(beta);
  const taps = new Float32Array(up * tapsPerPhase);
  for (let phase = 0; phase < up; phase++) {
    for (let k = 0; k < tapsPerPhase; k++) {
      const t = k - (half - 1) - phase / up;
      const window = besselI0(beta * Math.sqrt(Math.max(0, 1 - (t / half) ** 2)));
      const x = Math.PI * cutoff * t;
      taps[phase * tapsPerPhase + k] = scale * window * (x === 0 ? 1 : Math.sin(x) / x);
    }
  }
  return { up, down: fromHz / divisor, tapsPerPhase, taps };
}
