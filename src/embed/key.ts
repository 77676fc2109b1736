/** Key from chroma: the major or minor profile that the pitch classes follow best. */
import { CollapError } from '../errors.js';
import { KEY_NAMES } from './key-names.js';

export interface KeyEstimate {
  /** Tonic and mode, such as `A minor`; null where no pitch class stands out. */
  readonly key: string | null;
  /** Lead of the best key over the next one, 0..1. */
  readonly confidence: number;
}

/**
 * Share of the notes of 490 pieces that each degree of the scale has. Source: Albrecht & Shanahan 2013, "The Use of Large Corpora to Train a New Type of
 * Key-Finding Algorithm". Other profiles take minor keys for major ones more often (docs/decisions/0048-which-key.md).
 */
const MAJOR_PROFILE = [0.238, 0.006, 0.111, 0.006, 0.137, 0.094, 0.016, 0.214, 0.009, 0.08, 0.008, 0.081];
const MINOR_PROFILE = [0.22, 0.006, 0.104, 0.123, 0.019, 0.103, 0.012, 0.214, 0.062, 0.022, 0.061, 0.052];
const PITCH_CLASSES = 12;
/** Deviation of the mean chroma, relative to its mean, below which all pitch classes sound alike. */
const FLAT_CHROMA = 0.04;
/** The same deviation, in those that the mean of as many frames of noise would show. */
const NOISE_DEVIATIONS = 5;
/** Lead in correlation that counts as certain: the distance from a key to its relative, on a clean scale. */
const CERTAIN_LEAD = 0.25;

/**
 * Estimates the key of one song.
 *
 * @param chroma - energy of C, C#, … B, shape (F × 12), row-major, non-negative.
 * @throws {@link CollapError} `E_SHAPE` when the length is no multiple of 12.
 * Source: Krumhansl 1990, "Cognitive Foundations of Musical Pitch", chapter 4 (correlation with 24 profiles).
 */
export function estimateKey(chroma: Float32Array): KeyEstimate {
  if (chroma.length % PITCH_CLASSES !== 0) {
    throw new CollapError(
      'E_SHAPE',
      `Chroma must have 12 values a frame, got ${chroma.length} values.`,
      'Check the model with `collap doctor`.',
    );
  }
  const mean = meanChroma(chroma);
  if (isFlat(chroma, mean)) return { key: null, confidence: 0 };
  const correlations = correlateProfiles(mean);
  const scores = KEY_NAMES.map((name, index) => ({ name, score: correlations[index] as number })).sort(
    (a, b) => b.score - a.score,
  );
  const [best, next] = scores as [(typeof scores)[0], (typeof scores)[0]];
  const lead = Math.min(1, (best.score - next.score) / CERTAIN_LEAD);
  return best.score > 0 ? { key: best.name, confidence: Math.max(0, best.score * lead) } : { key: null, confidence: 0 };
}

/**
 * How well each key fits a stretch of chroma.
 *
 * @param chroma - as in {@link estimateKey}.
 * @returns correlations in -1..1, in the order of `KEY_NAMES`; zeros for silence.
 */
export function scoreKeys(chroma: Float32Array): number[] {
  return correlateProfiles(meanChroma(chroma));
}

function correlateProfiles(mean: readonly number[]): number[] {
  return KEY_NAMES.map((_, index) => correlate(mean, profileOf(index)));
}

function meanChroma(chroma: Float32Array): number[] {
  const sums = new Array<number>(PITCH_CLASSES).fill(0);
  for (const [i, value] of chroma.entries()) sums[i % PITCH_CLASSES] = (sums[i % PITCH_CLASSES] as number) + value;
  return sums.map((sum) => (sum * PITCH_CLASSES) / Math.max(1, chroma.length));
}

/** Whether the pitch classes differ no more than chance makes them. */
function isFlat(chroma: Float32Array, mean: readonly number[]): boolean {
  const level = mean.reduce((sum, value) => sum + value, 0) / PITCH_CLASSES;
  if (!(level > 0)) return true;
  const between = Math.sqrt(mean.reduce((sum, value) => sum + (value - level) ** 2, 0) / PITCH_CLASSES);
  const within = Math.sqrt(
    chroma.reduce((sum, value, i) => sum + (value - (mean[i % PITCH_CLASSES] as number)) ** 2, 0) / chroma.length,
  );
  const byChance = within / Math.sqrt(chroma.length / PITCH_CLASSES);
  return between < FLAT_CHROMA * level || between < NOISE_DEVIATIONS * byChance;
}

/** The profile of KEY_NAMES[index]: major keys from C to B, then minor keys from C to B. */
function profileOf(index: number): number[] {
  const profile = index < PITCH_CLASSES ? MAJOR_PROFILE : MINOR_PROFILE;
  return profile.map((_, pitchClass) => profile[(pitchClass - index + 2 * PITCH_CLASSES) % PITCH_CLASSES] as number);
}

/** Pearson's correlation of two lists of twelve. */
function correlate(a: readonly number[], b: readonly number[]): number {
  const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const [i, value] of a.entries()) {
    const [x, y] = [value - meanA, (b[i] as number) - meanB];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return ab / (Math.sqrt(aa * bb) || 1);
}
