/**
 * The score by which songs are ranked: the fused score in standard deviations above chance, less what should be avoided,
 * with a nudge for measured things that fit.
 */
import type { ModelCard } from '../model/card.js';
import type { Certainty } from '../types.js';
import { standardise } from './chance-level.js';
import type { DescriptionVectors } from './embed-description.js';
import { compareSentences, type FusionParameters, fuseSimilarities } from './fuse.js';
import { dot } from './vectors.js';

/** A song's vectors as the card's metric compares them. */
export interface ScorableSong {
  /** Shape (D). */
  readonly song: Float32Array;
  /** N vectors of shape (D), in playing order. */
  readonly clips: readonly Float32Array[];
}

/** What the avoided clauses together take away from one wanted sentence. */
const AVOIDED_WEIGHT = 0.7;

/**
 * Puts standardised scores together.
 *
 * @param wanted - fused score of what is wanted, in standard deviations above chance; null where nothing is.
 * @param wantedCount - sentences in it. The score of many is surer than that of one, so what is avoided weighs less against it, by their root.
 * @param avoided - the same for every avoided clause as a description of its own. Their sum is divided by √A, so that
 *   it has the scale of one score however many there are.
 */
export function combineScores(wanted: number | null, wantedCount: number, avoided: readonly number[]): number {
  const penalty = avoided.length ? avoided.reduce((sum, score) => sum + score, 0) / Math.sqrt(avoided.length) : 0;
  return wanted === null ? -penalty : wanted - (AVOIDED_WEIGHT / Math.sqrt(wantedCount)) * penalty;
}

/** Sentences that a song's clips are compared with: wanted ones in reading order, then avoided ones; S + A in all. */
export function comparedVectors({ wanted, avoided }: DescriptionVectors): Float32Array[] {
  return [...(wanted?.sentences ?? []), ...avoided].map(({ vector }) => vector);
}

/**
 * @param song - as the card's metric compares it, shape (D).
 * @param similarity - of {@link comparedVectors} with the song's clips, shape (S + A, N), row-major.
 * @returns the combined score of one song, in standard deviations above chance.
 */
export function scoreCompared(
  song: Float32Array,
  similarity: Float32Array,
  description: DescriptionVectors,
  fusion: FusionParameters,
): number {
  const { wanted, avoided } = description;
  const wantedCount = wanted?.sentences.length ?? 0;
  const clipCount = similarity.length / (wantedCount + avoided.length);
  const fused =
    wanted && fuseSimilarities(similarity, wantedCount, clipCount, dot(song, wanted.whole), fusion, wanted.story);
  const standardised = avoided.map(({ vector, chance }, a) => {
    const row = similarity.subarray((wantedCount + a) * clipCount, (wantedCount + a + 1) * clipCount);
    return standardise(fuseSimilarities(row, 1, clipCount, dot(song, vector), fusion).score, chance);
  });
  return combineScores(fused && wanted ? standardise(fused.score, wanted.chance) : null, wantedCount, standardised);
}

/** @returns the combined score of one song, in standard deviations above chance. */
export function scoreSong(song: ScorableSong, description: DescriptionVectors, fusion: FusionParameters): number {
  const similarity = compareSentences(comparedVectors(description), song.clips);
  return scoreCompared(song.song, similarity, description, fusion);
}

/** @param score - in standard deviations above chance, without nudges. */
export function certaintyOf(score: number, certainty: ModelCard['calibration']['certainty']): Certainty {
  if (score >= certainty.high) return 'high';
  return score >= certainty.medium ? 'medium' : 'low';
}
