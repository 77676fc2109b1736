/**
 * What speaks for every tempo: how regular the music is at that beat and at those that are simply related to it.
 * The one front end: training reads what this writes. Legend: T = tempi, V = values of a tempo.
 */
import { valueAt } from './autocorrelation.js';

/** From 30 to 300 beats a minute, a forty-eighth of an octave apart. */
export const CANDIDATES_BPM: readonly number[] = Array.from({ length: 160 }, (_, t) => 30 * 2 ** (t / 48));
/** Of other beats to the one in question: its parts, its groups. */
const RATIOS = [1 / 4, 1 / 3, 1 / 2, 2 / 3, 3 / 4, 1, 4 / 3, 3 / 2, 2, 3, 4];
/** V: regularity and periodicity at the ratios, and four of the tempo itself and of how many onsets there are. */
export const CANDIDATE_VALUES = 2 * RATIOS.length + 4;
const CENTRE_BPM = 120;
/** Onsets stand out by this many deviations. */
const ONSET_DEVIATIONS = 0.5;

/**
 * @param correlation - autocorrelation of the onset strength, from lag 0.
 * @param onsetStrength - shape (O), `rateHz` values a second.
 * @returns shape (T × V), row-major.
 * Source: Grosche, Müller & Kurth 2010, "Cyclic tempogram", for both views of a tempo.
 */
export function describeCandidates(
  correlation: Float64Array,
  onsetStrength: Float32Array,
  rateHz: number,
): Float32Array {
  const density = Math.log2(countOnsets(onsetStrength, rateHz) + 0.2);
  const spectrumAt = periodicity(correlation, rateHz);
  return Float32Array.from(
    CANDIDATES_BPM.flatMap((bpm) => {
      const octaves = Math.log2(bpm / CENTRE_BPM);
      return [
        ...RATIOS.map((ratio) => valueAt(correlation, (60 / (bpm * ratio)) * rateHz)),
        ...RATIOS.map((ratio) => spectrumAt((bpm * ratio) / 60)),
        octaves,
        octaves * octaves,
        density,
        density - Math.log2(bpm / 60),
      ];
    }),
  );
}

/** Onsets a second. */
function countOnsets(strength: Float32Array, rateHz: number): number {
  const count = Math.max(1, strength.length);
  const mean = strength.reduce((sum, value) => sum + value, 0) / count;
  const deviation = Math.sqrt(strength.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count);
  let onsets = 0;
  for (let i = 1; i + 1 < strength.length; i++) {
    const value = strength[i] as number;
    const isPeak = value > (strength[i - 1] as number) && value >= (strength[i + 1] as number);
    if (isPeak && value > mean + ONSET_DEVIATIONS * deviation) onsets++;
  }
  return (onsets * rateHz) / count;
}

/** @returns the spectrum of the autocorrelation under half a Hann window, at a frequency in Hz; 0 from half the rate on. */
function periodicity(correlation: Float64Array, rateHz: number): (hz: number) => number {
  const count = correlation.length;
  const windowed = correlation.map((value, lag) => value * 0.5 * (1 + Math.cos((Math.PI * lag) / count)));
  return (hz) => (hz >= rateHz / 2 ? 0 : (16 * sumCosines(windowed, (2 * Math.PI * hz) / rateHz)) / count);
}

/** The sum of `weights[n]` times the cosine of n angles. Source: Clenshaw 1955. */
function sumCosines(weights: Float64Array, angle: number): number {
  const cosine = Math.cos(angle);
  let [next, afterNext] = [0, 0];
  for (let n = weights.length - 1; n > 0; n--) {
    const here = (weights[n] as number) + 2 * cosine * next - afterNext;
    afterNext = next;
    next = here;
  }
  return (weights[0] ?? 0) + cosine * next - afterNext;
}
