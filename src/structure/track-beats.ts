/** Beats from onset strength, by dynamic programming. Legend: O = onset values. */
import type { TempoSpan } from './song-structure.js';

/** How strictly beats keep the tempo. Source: Ellis 2007, "Beat Tracking by Dynamic Programming", section 2; the value is librosa's. */
const TIGHTNESS = 100;
/** Onsets are smeared by this share of a beat, so that a note played early still counts. */
const SMEAR_BEATS = 1 / 32;
/** Share of the mean strength below which beats at the ends of a song are silence. */
const FAINT_SHARE = 0.3;

export interface TrackedBeats {
  /** Positions in the onset curve, rising. */
  readonly positions: readonly number[];
  /** How far onsets at beats rise above onsets in general, 0..1. */
  readonly confidence: number;
}

/**
 * @param onsetStrength - non-negative, shape (O).
 * @param tempo - without gaps, at least one span.
 */
export function trackBeats(onsetStrength: Float32Array, rateHz: number, tempo: readonly TempoSpan[]): TrackedBeats {
  const periods = periodAt(tempo, onsetStrength.length, rateHz);
  const local = smear(normalise(onsetStrength), (periods[0] as number) * SMEAR_BEATS);
  const { score, before } = accumulate(local, periods);
  const positions = trimFaint(backtrace(score, before, periods), local);
  return { positions, confidence: contrast(local, positions) };
}

/** Beat length in onset values, at every onset value. */
function periodAt(tempo: readonly TempoSpan[], count: number, rateHz: number): Float32Array {
  const periods = new Float32Array(count);
  for (const { startSeconds, endSeconds, bpm } of tempo)
    periods.fill((60 / bpm) * rateHz, Math.round(startSeconds * rateHz), Math.round(endSeconds * rateHz));
  const last = (60 / (tempo.at(-1) as TempoSpan).bpm) * rateHz;
  return periods.map((period) => period || last);
}

/** To a deviation of 1. */
function normalise(values: Float32Array): Float32Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length);
  const scale = 1 / Math.sqrt(Math.max(1e-12, variance));
  return values.map((value) => value * scale);
}

function smear(values: Float32Array, deviation: number): Float32Array {
  const reach = Math.ceil(3 * deviation);
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-0.5 * ((i - reach) / deviation) ** 2));
  return values.map((_, at) => {
    let sum = 0;
    for (let k = -reach; k <= reach; k++) sum += (values[at + k] ?? 0) * (kernel[k + reach] as number);
    return sum;
  });
}

/** The best score of a chain of beats that ends at each value, and the beat before it. */
function accumulate(local: Float32Array, periods: Float32Array): { score: Float64Array; before: Int32Array } {
  const score = new Float64Array(local.length);
  const before = new Int32Array(local.length).fill(-1);
  let costs = costsOfGaps(0);
  for (let at = 0; at < local.length; at++) {
    const period = periods[at] as number;
    if (period !== costs.period) costs = costsOfGaps(period);
    let best = 0;
    for (let gap = Math.min(at, costs.longest); gap >= costs.shortest; gap--) {
      const value = (score[at - gap] as number) - (costs.of[gap] as number);
      if (value > best) {
        best = value;
        before[at] = at - gap;
      }
    }
    score[at] = (local[at] as number) + best;
  }
  return { score, before };
}

/** What gaps of half a beat to two beats cost; laid out once for each tempo, since an hour of onsets asks thousands of times for each. */
function costsOfGaps(period: number): { period: number; shortest: number; longest: number; of: Float64Array } {
  const shortest = Math.max(1, Math.round(period / 2));
  const longest = Math.round(2 * period);
  const of = Float64Array.from({ length: longest + 1 }, (_, gap) => TIGHTNESS * Math.log(gap / period) ** 2);
  return { period, shortest, longest, of };
}

function backtrace(score: Float64Array, before: Int32Array, periods: Float32Array): number[] {
  const tail = Math.max(0, score.length - Math.round(periods.at(-1) ?? 1));
  let at = tail;
  for (let i = tail; i < score.length; i++) if ((score[i] as number) > (score[at] as number)) at = i;
  const positions: number[] = [];
  for (; at >= 0 && at < score.length; at = before[at] as number) positions.push(at);
  return positions.reverse();
}

function trimFaint(positions: readonly number[], local: Float32Array): number[] {
  const strengths = positions.map((at) => local[at] as number);
  const floor = (FAINT_SHARE * strengths.reduce((sum, value) => sum + value, 0)) / Math.max(1, strengths.length);
  const first = strengths.findIndex((value) => value > floor);
  const last = strengths.findLastIndex((value) => value > floor);
  return first < 0 ? [] : positions.slice(first, last + 1);
}

function contrast(local: Float32Array, positions: readonly number[]): number {
  if (positions.length < 4) return 0;
  const mean = local.reduce((sum, value) => sum + value, 0) / local.length;
  const atBeats = positions.reduce((sum, at) => sum + (local[at] as number), 0) / positions.length;
  return Math.max(0, Math.min(1, 1 - mean / Math.max(1e-9, atBeats)));
}
