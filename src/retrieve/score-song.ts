/**
 * The score by which songs are ranked: the fused score in standard deviations above chance, less what should be avoided,
 * with a nudge for measured things that fit.
 */
import type { ModelCard } from '../model/card.js';
import type { Certainty } from '../types.js';
import { standardise } from './chance-level.js';
import type { DescriptionVectors } from './embed-description.js';
import { type FusionParameters, fuseScore } from './fuse.js';

/** A song's vectors as the card's metric compares them. */
export interface ScorableSong {
  /** Shape (D). */
  readonly song: Float32Array;
  /** N vectors of shape (D), in playing order. */
  readonly clips: readonly Float32Array[];
}

/** What the avoided clauses together take away, against the wanted ones. */
const AVOIDED_WEIGHT = 0.5;

/**
 * Puts standardised scores together.
 *
 * @param wanted - fused score of what is wanted, in standard deviations above chance; null where nothing is.
 * @param avoided - the same for every avoided clause as a description of its own. Their sum is divided by √A, so that
 *   it has the scale of one score however many there are.
 */
export function combineScores(wanted: number | null, avoided: readonly number[]): number {
  const penalty = avoided.length ? avoided.reduce((sum, score) => sum + score, 0) / Math.sqrt(avoided.length) : 0;
  return wanted === null ? -penalty : wanted - AVOIDED_WEIGHT * penalty;
}

/** @returns the combined score of one song, in standard deviations above chance. */
export function scoreSong(song: ScorableSong, description: DescriptionVectors, fusion: FusionParameters): number {
  const { wanted } = description;
  const fused =
    wanted && fuseScore({ ...song, sentences: wanted.sentences.map((s) => s.vector), whole: wanted.whole }, fusion);
  const avoided = description.avoided.map(({ vector, chance }) =>
    standardise(fuseScore({ ...song, sentences: [vector], whole: vector }, fusion).score, chance),
  );
  return combineScores(fused && wanted ? standardise(fused.score, wanted.chance) : null, avoided);
}

/** @param score - in standard deviations above chance, without nudges. */
export function certaintyOf(score: number, certainty: ModelCard['calibration']['certainty']): Certainty {
  if (score >= certainty.high) return 'high';
  return score >= certainty.medium ? 'medium' : 'low';
}
