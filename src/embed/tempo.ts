/** Tempo from onset strength: autocorrelation, then a learned choice among the metrical levels, or a comb over beats with a prior on how fast people tap. */
import { CollapError } from '../errors.js';
import type { ModelCard } from '../model/card.js';
import { autocorrelate, peakNear, valueAt } from './autocorrelation.js';
import { CANDIDATE_VALUES, CANDIDATES_BPM, describeCandidates } from './tempo-candidates.js';

export interface TempoEstimate {
  /** Beats a minute; null where nothing repeats. */
  readonly bpm: number | null;
  /** How regular the beat is, 0..1. */
  readonly confidence: number;
  /** Other metrical levels that the same music supports, likeliest first: half, double, two thirds, three halves. */
  readonly alternatives: number[];
}

const SLOWEST_BPM = 30;
const FASTEST_BPM = 300;
/** Centre and width (octaves) of the preferred tempo. Source: Ellis 2007, section 3.2; librosa `feature.tempo` uses the same centre and width. */
const PREFERRED_BPM = 120;
const PRIOR_OCTAVES = 1;
/** Beats that the comb looks ahead; later beats count less. */
const COMB_BEATS = 4;
/** Candidates per octave: fine enough that the true lag is within half a frame of one. */
const STEPS_PER_OCTAVE = 96;
/** Multiples of the beat at which its length is read off, so that the error of one lag is divided by as many. */
const REFINE_BEATS = [1, 2, 4, 8];
const METRICAL_RATIOS = [0.5, 2, 2 / 3, 1.5];
/** Regularity below which nothing repeats, and the same in standard deviations of the autocorrelation of noise. */
const NOISE_FLOOR = 0.1;
const NOISE_DEVIATIONS = 6;
/** Half of the window whose mean is subtracted, so that a swell is not taken for a very slow beat. */
const TREND_SECONDS = 0.5;
/** Two beats at the slowest tempo. */
const SHORTEST_SECONDS = 4;
/** The beat is found on this much from the middle of longer recordings. */
const LONGEST_SECONDS = 600;

const NO_TEMPO: TempoEstimate = { bpm: null, confidence: 0, alternatives: [] };

/**
 * Estimates the tempo of one song.
 *
 * @param onsetStrength - non-negative, shape (O), the whole song without gaps.
 * @param rateHz - values a second.
 * @param choice - of the card: learned weights; without them, a prior decides.
 * @returns the tempo within 1 % where the beat is steady; null with confidence 0 for silence, noise, and songs under 4 s.
 * @throws {@link CollapError} `E_SHAPE` when the rate is not positive.
 * Source: Ellis 2007, "Beat Tracking by Dynamic Programming", section 3.2 (global tempo).
 */
export function estimateTempo(onsetStrength: Float32Array, rateHz: number, choice?: ModelCard['tempo']): TempoEstimate {
  if (!(rateHz > 0))
    throw new CollapError(
      'E_SHAPE',
      `An onset rate must be positive, got ${rateHz}.`,
      'Take the rate from the model card.',
    );
  const heard = middle(onsetStrength, Math.round(LONGEST_SECONDS * rateHz));
  const correlation = correlateOnsets(heard, rateHz);
  if (correlation === null) return NO_TEMPO;
  const scoreOf = choice
    ? weighCandidates(describeCandidates(correlation, heard, rateHz), choice)
    : (bpm: number) => comb(correlation, (60 / bpm) * rateHz) * prior(bpm);
  const lag = refine(correlation, (60 / loudest(scoreOf)) * rateHz);
  const bpm = (60 * rateHz) / lag;
  const confidence = measureRegularity(correlation, lag);
  if (confidence < Math.max(NOISE_FLOOR, NOISE_DEVIATIONS / Math.sqrt(heard.length))) return NO_TEMPO;
  const alternatives = METRICAL_RATIOS.map((ratio) => bpm * ratio)
    .filter((other) => other >= SLOWEST_BPM && other <= FASTEST_BPM)
    .sort((a, b) => scoreOf(b) - scoreOf(a));
  return { bpm, confidence, alternatives };
}

/** At the beat or a group of up to four: music without drums often repeats by the bar only. 0..1 */
function measureRegularity(correlation: Float64Array, lag: number): number {
  const groups = Array.from({ length: COMB_BEATS }, (_, beat) => valueAt(correlation, (beat + 1) * lag));
  return Math.max(0, Math.min(1, Math.max(...groups)));
}

/** @returns lags up to four beats at the slowest tempo; null for silence and for what is too short to have a beat. */
export function correlateOnsets(onsetStrength: Float32Array, rateHz: number): Float64Array | null {
  if (onsetStrength.length < SHORTEST_SECONDS * rateHz) return null;
  const envelope = removeTrend(onsetStrength, Math.round(TREND_SECONDS * rateHz));
  const longestLag = Math.min(envelope.length - 1, Math.ceil((60 / SLOWEST_BPM) * COMB_BEATS * rateHz));
  return autocorrelate(envelope, longestLag);
}

/** The score of any tempo from a small network over what speaks for each candidate; the nearest candidate's. */
function weighCandidates(
  described: Float32Array,
  { hidden, bias, weights }: NonNullable<ModelCard['tempo']>,
): (bpm: number) => number {
  const scores = CANDIDATES_BPM.map((_, t) => {
    const values = described.subarray(t * CANDIDATE_VALUES, (t + 1) * CANDIDATE_VALUES);
    return hidden.reduce((score, row, h) => {
      const sum = values.reduce((total, value, v) => total + value * (row[v] as number), bias[h] as number);
      return score + Math.max(0, sum) * (weights[h] as number);
    }, 0);
  });
  const [first, second] = CANDIDATES_BPM as [number, number];
  const step = Math.log2(second / first);
  const nearest = (bpm: number) => Math.round(Math.log2(bpm / first) / step);
  return (bpm) => scores[Math.max(0, Math.min(scores.length - 1, nearest(bpm)))] as number;
}

function middle(values: Float32Array, length: number): Float32Array {
  const start = Math.max(0, Math.floor((values.length - length) / 2));
  return values.subarray(start, start + length);
}

/** Subtracts the mean of the 2·half + 1 values around each value. */
export function removeTrend(values: Float32Array, half: number): Float32Array {
  const sums = new Float64Array(values.length + 1);
  for (const [i, value] of values.entries()) sums[i + 1] = (sums[i] as number) + value;
  return values.map((value, i) => {
    const from = Math.max(0, i - half);
    const to = Math.min(values.length, i + half + 1);
    return value - ((sums[to] as number) - (sums[from] as number)) / (to - from);
  });
}

function loudest(scoreOf: (bpm: number) => number): number {
  const steps = Math.round(Math.log2(FASTEST_BPM / SLOWEST_BPM) * STEPS_PER_OCTAVE);
  const candidates = Array.from({ length: steps + 1 }, (_, i) => SLOWEST_BPM * 2 ** (i / STEPS_PER_OCTAVE));
  return candidates.reduce((best, bpm) => (scoreOf(bpm) > scoreOf(best) ? bpm : best), PREFERRED_BPM);
}

/**
 * Regularity at one beat, averaged with that at 1, 2, … beats: the later ones tell beats from chance, the first from every second beat.
 * What lies beyond the longest lag does not count.
 */
function comb(correlation: Float64Array, lag: number): number {
  let sum = 0;
  let weights = 0;
  for (let beat = 1; beat <= COMB_BEATS && beat * lag <= correlation.length - 1; beat++) {
    sum += valueAt(correlation, beat * lag) / beat;
    weights += 1 / beat;
  }
  return weights > 0 ? (sum / weights + valueAt(correlation, lag)) / 2 : 0;
}

function prior(bpm: number): number {
  return Math.exp(-0.5 * (Math.log2(bpm / PREFERRED_BPM) / PRIOR_OCTAVES) ** 2);
}

function refine(correlation: Float64Array, lag: number): number {
  let refined = lag;
  for (const beats of REFINE_BEATS) {
    const peak = peakNear(correlation, refined * beats, beats === 1 ? 2 : Math.max(1, refined / 8));
    if (peak === null || valueAt(correlation, peak) < 0.5 * valueAt(correlation, refined)) break;
    refined = peak / beats;
  }
  return refined;
}
