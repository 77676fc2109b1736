/** Loudness of a song, taken while its blocks pass by: plain RMS, and the K-weighted curve of EBU R128. */
import type { TimeSpan } from '../types.js';
import { createKWeighting } from './k-weighting.js';

export interface LoudnessCurve {
  readonly rateHz: number;
  /** Momentary loudness (windows of 400 ms) in LUFS, one value per 100 ms; {@link SILENCE_LUFS} at the lowest. */
  readonly momentaryLufs: Float32Array;
  /** Of the whole song, gated; null for silence. */
  readonly integratedLufs: number | null;
}

export interface LoudnessMeter {
  /** Passes blocks on unchanged. */
  measure(blocks: AsyncIterable<Float32Array>): AsyncIterable<Float32Array>;
  /** Level relative to full scale, in dB; null for digital silence. */
  rmsDb(): number | null;
  samples(): number;
  /** What was heard so far. */
  curve(): LoudnessCurve;
}

/** The absolute gate of EBU R128: what lies below does not count as programme. */
export const SILENCE_LUFS = -70;
const CURVE_RATE_HZ = 10;
/** Steps in one momentary window of 400 ms. */
const WINDOW_STEPS = 4;
/** Below the loudness of what passes the absolute gate, in LU. */
const RELATIVE_GATE_LU = 10;

/**
 * @param sampleRateHz - of the mono blocks to come.
 * Source: ITU-R BS.1770-4 and EBU Tech 3341 (momentary and integrated loudness), for one channel.
 */
export function createLoudnessMeter(sampleRateHz: number): LoudnessMeter {
  let [energy, samples] = [0, 0];
  const stepSamples = Math.max(1, Math.round(sampleRateHz / CURVE_RATE_HZ));
  const steps: number[] = [];
  let [stepEnergy, stepFill] = [0, 0];
  const weigh = createKWeighting(sampleRateHz);
  let weighted = new Float64Array();
  const take = (block: Float32Array) => {
    if (weighted.length < block.length) weighted = new Float64Array(block.length);
    weigh(block, weighted);
    energy += energyOf(block, 0, block.length);
    for (let at = 0; at < block.length; ) {
      const end = Math.min(block.length, at + stepSamples - stepFill);
      stepEnergy += energyOf(weighted, at, end);
      stepFill += end - at;
      at = end;
      if (stepFill < stepSamples) continue;
      steps.push(stepEnergy / stepSamples);
      [stepEnergy, stepFill] = [0, 0];
    }
    samples += block.length;
  };
  return {
    async *measure(blocks) {
      for await (const block of blocks) {
        take(block);
        yield block;
      }
    },
    rmsDb: () => (energy > 0 ? 10 * Math.log10(energy / samples) : null),
    samples: () => samples,
    curve: () =>
      toCurve(
        stepFill > stepSamples / 2 || steps.length === 0 ? [...steps, stepEnergy / Math.max(1, stepFill)] : steps,
      ),
  };
}

/** @returns the loudness of what is heard in a part of a song, as the mean of its power, in LUFS; null for silence. */
export function loudnessOf(
  { momentaryLufs, rateHz }: LoudnessCurve,
  { startSeconds, endSeconds }: TimeSpan,
): number | null {
  const part = momentaryLufs.subarray(Math.floor(startSeconds * rateHz), Math.ceil(endSeconds * rateHz));
  const heard = Array.from(part).filter((value) => value > SILENCE_LUFS);
  if (!heard.length) return null;
  return meanLufs(heard);
}

/** Mean power of at least one level, as a level. */
export function meanLufs(levels: readonly number[]): number {
  return 10 * Math.log10(levels.reduce((sum, lufs) => sum + 10 ** (lufs / 10), 0) / levels.length);
}

function energyOf(values: Float32Array | Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += (values[i] as number) ** 2;
  return sum;
}

function toCurve(steps: readonly number[]): LoudnessCurve {
  const windows = steps.map((_, i) => {
    const window = steps.slice(Math.max(0, i - WINDOW_STEPS / 2), i + WINDOW_STEPS / 2);
    return window.reduce((sum, value) => sum + value, 0) / window.length;
  });
  const momentaryLufs = Float32Array.from(windows, (power) => Math.max(SILENCE_LUFS, toLufs(power)));
  return { rateHz: CURVE_RATE_HZ, momentaryLufs, integratedLufs: integrate(windows) };
}

/** Mean over the windows above both gates. */
function integrate(windows: readonly number[]): number | null {
  const audible = windows.filter((power) => toLufs(power) > SILENCE_LUFS);
  if (audible.length === 0) return null;
  const gate = toLufs(meanOf(audible)) - RELATIVE_GATE_LU;
  return toLufs(meanOf(audible.filter((power) => toLufs(power) > gate)));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Source: ITU-R BS.1770-4, equation 2; the constant makes a full-scale 1 kHz sine read -3.01. */
function toLufs(meanSquare: number): number {
  return -0.691 + 10 * Math.log10(meanSquare);
}
