/** On which beats bars begin: harmony changes there, and they are struck harder. Legend: B = beats. */
import type { SongFrames } from '../embed/embed-song.js';
import { PITCH_CLASSES } from './frame-grid.js';

const METRES = [4, 3] as const;
/** How much more a bar of three must explain than one of four: most songs have four. */
const TRIPLE_HANDICAP = 1.25;
/** Weights of the three cues, each in standard deviations. */
const CHROMA_WEIGHT = 1;
const TIMBRE_WEIGHT = 0.5;
const ONSET_WEIGHT = 0.5;
/** Cost of a bar that loses or gains a beat, in the same units. */
const SLIP_COST = 12;

export interface Downbeats {
  /** Indices into the beats. */
  readonly indices: readonly number[];
  readonly beatsPerBar: number;
}

/**
 * @param beatSeconds - B rising times.
 * @param strengths - onset strength at each beat, shape (B).
 * Source: Davies & Plumbley 2006, "A spectral difference approach to downbeat extraction", with chroma for the spectrum.
 */
export function findDownbeats(
  beatSeconds: readonly number[],
  strengths: readonly number[],
  frames: SongFrames,
): Downbeats | null {
  if (beatSeconds.length < 2 * METRES[0]) return null;
  const chroma = changeAt(beatSeconds, frames.chroma, PITCH_CLASSES, frames);
  const timbre = changeAt(beatSeconds, frames.embedding, frames.embeddingSize, frames);
  const onsets = deviations(strengths);
  const cues = chroma.map(
    (value, b) => CHROMA_WEIGHT * value + TIMBRE_WEIGHT * (timbre[b] as number) + ONSET_WEIGHT * (onsets[b] as number),
  );
  const [four, three] = METRES.map((metre) => followBars(cues, metre));
  if (!four || !three) return null;
  return three.mean > TRIPLE_HANDICAP * Math.max(0, four.mean) ? three : four;
}

/** How much the sound around each beat differs before and after it, in standard deviations, shape (B). */
function changeAt(beats: readonly number[], values: Float32Array, width: number, frames: SongFrames): number[] {
  const means = beats.map((start, b) => {
    const end = beats[b + 1] ?? start + (start - (beats[b - 1] as number));
    const first = Math.min(frames.count - 1, Math.floor(start * frames.rateHz));
    const last = Math.max(first + 1, Math.min(frames.count, Math.round(end * frames.rateHz)));
    const mean = new Float64Array(width);
    for (let f = first; f < last; f++)
      for (let c = 0; c < width; c++) mean[c] = (mean[c] as number) + (values[f * width + c] as number);
    return mean;
  });
  return deviations(means.map((mean, b) => (b === 0 ? 0 : 1 - cosine(means[b - 1] as Float64Array, mean))));
}

function cosine(a: Float64Array, b: Float64Array): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (const [i, x] of a.entries()) {
    const y = b[i] as number;
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return ab / Math.sqrt(Math.max(1e-12, aa * bb));
}

function deviations(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return values.map((value) => (deviation > 1e-9 ? Math.min(3, (value - mean) / deviation) : 0));
}

/** The likeliest course of positions in the bar: one step a beat, seldom a slip; position 0 earns the cue. */
function followBars(cues: readonly number[], metre: number): Downbeats & { mean: number } {
  let scores = new Array<number>(metre).fill(0);
  const from: number[][] = [];
  for (const cue of cues) {
    const highest = scores.indexOf(Math.max(...scores));
    const next = scores.map((_, position) => {
      const previous = (position + metre - 1) % metre;
      const slips = (scores[highest] as number) - SLIP_COST > (scores[previous] as number);
      return {
        score: slips ? (scores[highest] as number) - SLIP_COST : (scores[previous] as number),
        from: slips ? highest : previous,
      };
    });
    from.push(next.map((step) => step.from));
    scores = next.map(({ score }, position) => score + (position === 0 ? cue : 0));
  }
  let position = scores.indexOf(Math.max(...scores));
  const indices: number[] = [];
  const total = scores[position] as number;
  for (let b = cues.length - 1; b >= 0; b--) {
    if (position === 0) indices.push(b);
    position = from[b]?.[position] as number;
  }
  return { indices: indices.reverse(), beatsPerBar: metre, mean: total / Math.max(1, indices.length) };
}
