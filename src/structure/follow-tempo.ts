/** The tempo along a song: windows of a few bars, joined into the likeliest course. Legend: O = onset values, W = windows. */
import { autocorrelate, valueAt } from '../embed/autocorrelation.js';
import { removeTrend } from '../embed/tempo.js';
import type { TempoSpan } from './song-structure.js';

const WINDOW_SECONDS = 12;
const HOP_SECONDS = 4;
/** Reach around the song's tempo, in octaves: metrical levels are decided for the whole song, not anew in each window. */
const REACH_OCTAVES = 0.45;
const STEPS_PER_OCTAVE = 48;
/** Cost of an octave's change between two windows, against regularities of 0..1. */
const CHANGE_COST = 4;
/** What a change of any size costs. */
const JUMP_COST = 0.12;
/** Ratio from which two neighbouring tempi are told apart. */
const SAME_RATIO = 1.03;
const COMB_BEATS = 3;

/**
 * @param bpm - the tempo of the song.
 * @returns spans without gaps over the whole song; one for a steady one.
 */
export function followTempo(onsetStrength: Float32Array, rateHz: number, bpm: number): TempoSpan[] {
  const seconds = onsetStrength.length / rateHz;
  const whole = [{ startSeconds: 0, endSeconds: seconds, bpm }];
  if (seconds < 2 * WINDOW_SECONDS) return whole;
  const envelope = removeTrend(onsetStrength, Math.round(rateHz / 2));
  const steps = Math.round(REACH_OCTAVES * STEPS_PER_OCTAVE);
  const candidates = Array.from({ length: 2 * steps + 1 }, (_, i) => bpm * 2 ** ((i - steps) / STEPS_PER_OCTAVE));
  const hop = Math.round(HOP_SECONDS * rateHz);
  const window = Math.round(WINDOW_SECONDS * rateHz);
  const starts: number[] = [];
  for (let start = 0; start + window <= envelope.length; start += hop) starts.push(start);
  const scores = starts.map((start) => scoreWindow(envelope.slice(start, start + window), rateHz, candidates));
  const course = likeliestCourse(scores);
  return joinSpans(
    course.map((step) => candidates[step] as number),
    starts.map((start) => (start + window / 2) / rateHz),
    seconds,
    bpm,
  );
}

function scoreWindow(envelope: Float32Array, rateHz: number, candidates: readonly number[]): number[] {
  const slowest = (60 / (candidates[0] as number)) * rateHz;
  const correlation = autocorrelate(envelope, Math.min(envelope.length - 1, Math.ceil(slowest * COMB_BEATS) + 1));
  if (correlation === null) return candidates.map(() => 0);
  return candidates.map((bpm) => {
    const lag = (60 / bpm) * rateHz;
    let sum = 0;
    for (let beat = 1; beat <= COMB_BEATS; beat++) sum += valueAt(correlation, beat * lag);
    return Math.max(0, sum / COMB_BEATS);
  });
}

/** Viterbi over W windows: the candidate of each. */
function likeliestCourse(scores: readonly (readonly number[])[]): number[] {
  const count = scores[0]?.length ?? 0;
  let totals = [...(scores[0] ?? [])];
  const from: number[][] = [];
  for (const row of scores.slice(1)) {
    const best = totals.map((_, to) => {
      let choice = to;
      let value = totals[to] as number;
      for (let other = 0; other < count; other++) {
        const cost = other === to ? 0 : JUMP_COST + (CHANGE_COST * Math.abs(other - to)) / STEPS_PER_OCTAVE;
        if ((totals[other] as number) - cost > value) {
          value = (totals[other] as number) - cost;
          choice = other;
        }
      }
      return { choice, value };
    });
    from.push(best.map(({ choice }) => choice));
    totals = best.map(({ value }, to) => value + (row[to] as number));
  }
  let step = totals.indexOf(Math.max(...totals));
  const course = [step];
  for (const choices of from.reverse()) {
    step = choices[step] as number;
    course.push(step);
  }
  return course.reverse();
}

/** Neighbouring windows of about one tempo become one span; the song's own tempo stands for what is close to it. */
function joinSpans(tempi: readonly number[], centres: readonly number[], seconds: number, bpm: number): TempoSpan[] {
  const spans: TempoSpan[] = [];
  for (const [w, raw] of tempi.entries()) {
    const own = isSame(raw, bpm) ? bpm : raw;
    const last = spans.at(-1);
    const startSeconds = last ? ((centres[w - 1] as number) + (centres[w] as number)) / 2 : 0;
    if (last && isSame(last.bpm, own)) continue;
    if (last) spans[spans.length - 1] = { ...last, endSeconds: startSeconds };
    spans.push({ startSeconds, endSeconds: seconds, bpm: own });
  }
  return spans;
}

function isSame(a: number, b: number): boolean {
  return Math.max(a, b) / Math.min(a, b) < SAME_RATIO;
}
