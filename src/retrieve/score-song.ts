/**
 * The score by which songs are ranked: the fused score in standard deviations above chance, less what should be avoided,
 * with a nudge for measured things that fit.
 */
import type { ModelCard } from '../model/card.js';
import type { Certainty } from '../types.js';
import { type ChanceLevel, standardise } from './chance-level.js';
import type { ClauseVector, DescriptionVectors, WantedVectors } from './embed-description.js';
import { compareSentences, type FusedScore, type FusionParameters, fuseSimilarities } from './fuse.js';
import { soundEvidence } from './story/sound-evidence.js';
import { dot } from './vectors.js';

/** A song's vectors as the card's metric compares them. */
export interface ScorableSong {
  /** Shape (D). */
  readonly song: Float32Array;
  /** N vectors of shape (D), in playing order. */
  readonly clips: readonly Float32Array[];
}

/** In deviations: what is this far below chance is absent, and not the more so the lower. Chosen on validation (docs/decisions/0050-songs-that-are-sung.md). */
const SURELY_ABSENT = -1.5;
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

/**
 * How scores are told: in standard deviations above chance, as `find` ranks songs; or plain, as the model was trained to
 * compare texts of one song. A deviation over many songs is larger for what sets songs apart, so dividing by it hides
 * just the texts that are clearest: `docs/decisions/0004-model-recipe.md`.
 */
export type ScoreScale = 'chance' | 'plain';

/** What a song's clips are compared with: wanted sentences in reading order, avoided ones, and the instruments of a story; S + A + I in all. */
export function comparedVectors({ wanted, avoided }: DescriptionVectors): Float32Array[] {
  const heard = [...(wanted?.sentences ?? []), ...avoided, ...namedInOrder(wanted).map(([, vector]) => vector)];
  return heard.map(({ vector }) => vector);
}

/** Instruments count where the order of sentences counts in full. */
function namedInOrder(wanted: WantedVectors | null): [string, ClauseVector][] {
  return wanted && wanted.story.share === 1 ? [...wanted.instruments] : [];
}

/**
 * @param song - as the card's metric compares it, shape (D).
 * @param similarity - of {@link comparedVectors} with the song's clips, shape (S + A + I, N), row-major.
 * @returns the combined score of one song; by default in standard deviations above chance.
 */
export function scoreCompared(
  song: Float32Array,
  similarity: Float32Array,
  description: DescriptionVectors,
  fusion: FusionParameters,
  scale: ScoreScale = 'chance',
): number {
  const { wanted, avoided } = description;
  const wantedCount = wanted?.sentences.length ?? 0;
  const names = namedInOrder(wanted);
  const clipCount = similarity.length / (wantedCount + avoided.length + names.length);
  const rowsOf = (first: number, count = 1) => similarity.subarray(first * clipCount, (first + count) * clipCount);
  const told = ({ score }: FusedScore, chance: ChanceLevel) => (scale === 'plain' ? score : standardise(score, chance));
  const missing = avoided.map(({ vector, chance, absentLevel = 0 }, a) => {
    const fused = fuseSimilarities(rowsOf(wantedCount + a), 1, clipCount, dot(song, vector), fusion);
    return told(fused, chance) - (scale === 'plain' ? absentLevel * chance.deviation : 0);
  });
  if (!wanted) return combineScores(null, 0, missing);
  const absent = scale === 'plain' ? missing : missing.map((height) => Math.max(SURELY_ABSENT, height));
  const heights = names.map(([name, { chance }], i): [string, Float32Array] => [
    name,
    rowsOf(wantedCount + avoided.length + i).map((value) => standardise(value, chance)),
  ]);
  const sounds = soundEvidence(wanted.named, new Map(heights));
  const global = dot(song, wanted.whole);
  const said = { story: wanted.story, sounds, pace: wanted.paceOf(clipCount) };
  const fused = fuseSimilarities(rowsOf(0, wantedCount), wantedCount, clipCount, global, fusion, said);
  return combineScores(told(fused, wanted.chance), wantedCount, absent);
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
