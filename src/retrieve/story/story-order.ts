/** Whether a song tells a description in its order. Legend: S = sentences, N = clips. */
import { levelOf } from '../chance-level.js';
import { evenPace, type StoryPace } from './story-pace.js';

/** What one deviation of the evidence of the instruments is worth, in deviations of the contrast (docs/decisions/0033-order-by-names.md). */
const SOUND_WEIGHT = 1;

/** What is known of a story beside the similarities. */
export interface StoryEvidence {
  /** `soundEvidence` of the S sentences over the N clips; by default none names an instrument. */
  readonly sounds?: readonly (ArrayLike<number> | null)[];
  /** Where each sentence is due; by default at an even pace. */
  readonly pace?: StoryPace;
}

/**
 * How much better the song follows the told order than another one.
 *
 * `order = P(told) − P(reversed) + pace`, over the contrast `x_sn`: the similarity less the mean of its sentence and the mean of its clip, so that only
 * what a sentence hears here rather than elsewhere, and here rather than another sentence, counts. P is the mean contrast along
 * the best monotone path; `pace` is the mean contrast around the place where each sentence is due, which is 0 on average over
 * all orders of the sentences where none of them names its place. A sentence that names instruments is heard where they sound, too: to x comes
 * `λ σ e`, where e is the contrast of the evidence of these instruments and σ the deviation of x. On the scale of the similarities; 0 when order
 * carries nothing: one clip, sentences that fit everywhere alike, or that all say the same. One sentence has no order: what counts is where its
 * instruments sound, if its place is told.
 *
 * @param similarity - sentence by clip, shape (S, N), row-major, sentences in reading order and clips in playing order.
 * @returns a value between -3R and 3R where no place is told, R the range of the contrast with its evidence.
 */
export function storyOrder(
  similarity: ArrayLike<number>,
  sentenceCount: number,
  clipCount: number,
  { sounds = [], pace }: StoryEvidence = {},
): number {
  if (clipCount < 2) return 0;
  if (sentenceCount < 2) return pace ? soundsOfOne(similarity, sounds[0], pace, clipCount) : 0;
  const contrast = centreBoth(similarity, sentenceCount, clipCount);
  addSounds(contrast, sounds, clipCount);
  return (
    bestMonotonePath(contrast, sentenceCount, clipCount, 1) -
    bestMonotonePath(contrast, sentenceCount, clipCount, -1) +
    paceOf(contrast, pace ?? evenPace(sentenceCount, clipCount), sentenceCount)
  );
}

/** How much more the instruments of one sentence are heard where it is due than elsewhere, on the scale of its similarities; 0 where it names none. */
function soundsOfOne(
  similarity: ArrayLike<number>,
  sounds: ArrayLike<number> | null | undefined,
  pace: StoryPace,
  clipCount: number,
): number {
  if (!sounds) return 0;
  const own = Float64Array.from(sounds);
  centre(own, 0, 1, clipCount);
  return SOUND_WEIGHT * levelOf(similarity).deviation * paceOf(own, pace, 1);
}

/** The similarities with the mean of every row and of every column taken off, shape (S, N). */
function centreBoth(similarity: ArrayLike<number>, sentenceCount: number, clipCount: number): Float64Array {
  const contrast = Float64Array.from(similarity);
  for (let s = 0; s < sentenceCount; s++) centre(contrast, s * clipCount, 1, clipCount);
  for (let n = 0; n < clipCount; n++) centre(contrast, n, clipCount, sentenceCount);
  return contrast;
}

/** Adds what the instruments of each sentence say, as a contrast as well, on the scale of the other. */
function addSounds(contrast: Float64Array, sounds: readonly (ArrayLike<number> | null)[], clipCount: number): void {
  if (!sounds.some(Boolean)) return;
  const said = new Float64Array(contrast.length);
  for (const [s, row] of sounds.entries()) if (row) said.set(row, s * clipCount);
  const own = centreBoth(said, contrast.length / clipCount, clipCount);
  let squares = 0;
  for (let i = 0; i < contrast.length; i++) squares += (contrast[i] as number) ** 2;
  const scale = SOUND_WEIGHT * Math.sqrt(squares / contrast.length);
  for (let i = 0; i < contrast.length; i++) contrast[i] = (contrast[i] as number) + scale * (own[i] as number);
}

/** Takes the mean off `count` values that lie `step` apart. */
function centre(values: Float64Array, from: number, step: number, count: number): void {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[from + i * step] as number;
  for (let i = 0; i < count; i++) values[from + i * step] = (values[from + i * step] as number) - sum / count;
}

/**
 * The mean contrast along the best path that gives every sentence one clip and never goes back in time
 * (`direction` 1), or never goes forward (`direction` -1).
 *
 * Source: dynamic programming under the monotonicity condition of Sakoe & Chiba (1978), without their continuity condition.
 */
function bestMonotonePath(contrast: Float64Array, sentenceCount: number, clipCount: number, direction: 1 | -1): number {
  // best[n]: the highest sum of a path whose last sentence so far lies at clip n or before it.
  const best = new Float64Array(clipCount);
  for (let s = 0; s < sentenceCount; s++) {
    let soFar = -Infinity;
    for (let step = 0; step < clipCount; step++) {
      const n = direction === 1 ? step : clipCount - 1 - step;
      soFar = Math.max(soFar, (best[n] as number) + (contrast[s * clipCount + n] as number));
      best[n] = soFar;
    }
  }
  return (best[direction === 1 ? clipCount - 1 : 0] as number) / sentenceCount;
}

function paceOf(contrast: Float64Array, pace: StoryPace, sentenceCount: number): number {
  let sum = 0;
  for (let i = 0; i < contrast.length; i++) sum += (pace[i] as number) * (contrast[i] as number);
  return sum / sentenceCount;
}
