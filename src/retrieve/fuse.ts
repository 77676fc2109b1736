/**
 * The score of a song and a description; `training/fusion.py` is the same formula. The model was trained without the instruments and told places that the
 * order of a story is judged by.
 * Legend: S = sentences, N = clips, D = embedding size.
 *
 * - attention `a_sn = softmax_n(t_s · c_n / τ_a)`, attended clip `ĉ_s = Σ_n a_sn c_n`
 * - temporal `Σ_s w_s (t_s · ĉ_s)` with `w_s = 1/S`; since the product is linear it is `Σ_s w_s Σ_n a_sn (t_s · c_n)`
 * - score `α (g · d) + (1 − α) temporal + β order`
 *
 * Source: Wu et al. 2024 (arXiv 2410.02271), temporal attention fused with the global similarity; order is `storyOrder`.
 */
import { CollapError } from '../errors.js';
import type { ModelCard } from '../model/card.js';
import type { Story } from './story/find-story.js';
import { type StoryEvidence, storyOrder } from './story/story-order.js';
import { dots } from './vectors.js';

export type FusionParameters = ModelCard['fusion'];

/** What the order of sentences is judged by, beside their similarities; `sounds` is that of all S sentences, `pace` that of the story's. */
export interface ToldOrder extends StoryEvidence {
  /** The sentences whose order counts, and how much; by default all of them, in full. */
  readonly story?: Story;
}

export interface FusedScore {
  readonly score: number;
  readonly global: number;
  readonly temporal: number;
  readonly order: number;
}

/**
 * Fuses similarities that are known already.
 *
 * @param similarity - `t_s · c_n`, shape (S, N), row-major.
 * @param global - `g · d`.
 * @param told - whose order counts, and what is known of it.
 */
export function fuseSimilarities(
  similarity: Float32Array,
  sentenceCount: number,
  clipCount: number,
  global: number,
  fusion: FusionParameters,
  told: ToldOrder = {},
): FusedScore {
  let temporal = 0;
  for (let s = 0; s < sentenceCount; s++) {
    temporal += attendedSimilarity(similarity, s * clipCount, clipCount, fusion.attentionTemperature) / sentenceCount;
  }
  const order = fusion.orderWeight > 0 ? orderOf(similarity, sentenceCount, clipCount, told) : 0;
  const score = fusion.globalWeight * global + (1 - fusion.globalWeight) * temporal + fusion.orderWeight * order;
  return { score, global, temporal, order };
}

function orderOf(
  similarity: Float32Array,
  sentenceCount: number,
  clipCount: number,
  { story, ...evidence }: ToldOrder,
): number {
  if (!story) return storyOrder(similarity, sentenceCount, clipCount, evidence);
  const rows = story.sentences.map((s) => similarity.subarray(s * clipCount, (s + 1) * clipCount));
  const isWhole = rows.length === sentenceCount;
  const sounds = story.sentences.map((s) => evidence.sounds?.[s] ?? null);
  const own = isWhole ? similarity : joinRows(rows, clipCount);
  return story.share * storyOrder(own, rows.length, clipCount, { ...evidence, sounds });
}

function joinRows(rows: readonly Float32Array[], size: number): Float32Array {
  const joined = new Float32Array(rows.length * size);
  for (const [index, row] of rows.entries()) joined.set(row, index * size);
  return joined;
}

/** `Σ_n softmax_n(x_n / τ) x_n` over one row; the highest value is taken off before the exponential, so nothing overflows. */
function attendedSimilarity(similarity: Float32Array, offset: number, clipCount: number, temperature: number): number {
  let highest = -Infinity;
  for (let n = offset; n < offset + clipCount; n++) highest = Math.max(highest, similarity[n] as number);
  let weights = 0;
  let sum = 0;
  for (let n = offset; n < offset + clipCount; n++) {
    const value = similarity[n] as number;
    const weight = Math.exp((value - highest) / temperature);
    weights += weight;
    sum += weight * value;
  }
  return sum / weights;
}

/**
 * @param similarity - `t_s · c_n`, shape (S, N), row-major.
 * @returns the attention of every sentence over the clips, shape (S, N), rows sum to 1.
 */
export function attendClips(
  similarity: Float32Array,
  sentenceCount: number,
  clipCount: number,
  temperature: number,
): Float32Array {
  const attention = new Float32Array(sentenceCount * clipCount);
  for (let s = 0; s < sentenceCount; s++) {
    const row = similarity.subarray(s * clipCount, (s + 1) * clipCount);
    const highest = row.reduce((best, value) => Math.max(best, value), -Infinity);
    const weights = Array.from(row, (value) => Math.exp((value - highest) / temperature));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    for (const [n, weight] of weights.entries()) attention[s * clipCount + n] = weight / sum;
  }
  return attention;
}

/**
 * @returns `t_s · c_n`, shape (S, N), row-major.
 * @throws {@link CollapError} `E_SHAPE` when D differs, or when there is no clip or no sentence.
 */
export function compareSentences(sentences: readonly Float32Array[], clips: readonly Float32Array[]): Float32Array {
  if (!sentences.length || !clips.length) {
    throw new CollapError(
      'E_SHAPE',
      `A score needs at least one sentence and one clip, there are ${sentences.length} and ${clips.length}.`,
      'Index the song again; a song without clips was not indexed to its end.',
    );
  }
  const similarity = new Float32Array(sentences.length * clips.length);
  for (const [s, sentence] of sentences.entries()) similarity.set(dots(sentence, clips), s * clips.length);
  return similarity;
}
