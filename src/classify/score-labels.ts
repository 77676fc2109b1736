/** How well labels fit audio, without training on them. Legend: D = embedding size, L = labels. */
import type { TextVariant } from '../model/card.js';
import type { Model } from '../model/model.js';
import { sungMusic } from '../model/sung-music.js';
import { type ChanceLevel, chanceLevel, standardise } from '../retrieve/chance-level.js';
import { comparableBackground } from '../retrieve/embed-description.js';
import { dot, meanDirection } from '../retrieve/vectors.js';
import { calibrateLabels, type LabelCalibration } from './calibrate-labels.js';
import type { LabelGroups, LabelPrompts } from './label-groups.js';

export interface LabelVector {
  readonly label: string;
  /** Mean direction of the label's prompts, unit norm, shape (D). */
  readonly vector: Float32Array;
  /** Added to the score. */
  readonly offset: number;
  /** Added to the score of a song that is sung. */
  readonly sungOffset: number;
  /** What unrelated recordings reach. */
  readonly chance: ChanceLevel;
}

export type GroupVectors = Readonly<Record<string, readonly LabelVector[]>>;

export interface LabelProbability {
  readonly label: string;
  /** 0..1; flat over the labels where the model is not sure. */
  readonly probability: number;
}

export type GroupProbabilities = Readonly<Record<string, readonly LabelProbability[]>>;

export interface LabelScaling {
  /** Softmax temperature on the scale of the scores: the card's `labelTemperature`. */
  readonly temperature: number;
  /** By group; a group without one has the softmax as its probabilities. */
  readonly calibration: Readonly<Record<string, LabelCalibration>>;
}

const knownTexts = new WeakMap<Model, Map<string, Float32Array>>();
/** A server that is asked for ever new labels forgets the old ones: 1 kB each at D = 256. */
const MOST_KNOWN_TEXTS = 10_000;

/** Embeds the prompts of all groups in one call, each once a model as long as there are not too many. */
export async function embedLabelGroups(
  groups: LabelGroups,
  model: Model,
  variant?: TextVariant,
): Promise<GroupVectors> {
  const before = knownTexts.get(model);
  const known = before && before.size < MOST_KNOWN_TEXTS ? before : new Map<string, Float32Array>();
  knownTexts.set(model, known);
  const keyOf = (text: string) => `${variant ?? model.card.text.default} ${text}`;
  const labels = Object.values(groups).flat();
  const missing = [...new Set(labels.flatMap((label) => label.prompts))].filter((text) => !known.has(keyOf(text)));
  const vectors = missing.length ? await model.embedTexts(missing, variant) : [];
  for (const [index, text] of missing.entries()) known.set(keyOf(text), vectors[index] as Float32Array);
  const background = comparableBackground(model);
  const sung = sungMusic(model.card);
  const embed = ({ label, prompts, offset = 0 }: LabelPrompts): LabelVector => {
    const vector = meanDirection(prompts.map((prompt) => known.get(keyOf(prompt)) as Float32Array));
    const sungOffset = sung.allowanceFor(label);
    return { label, vector, offset, sungOffset, chance: chanceLevel(vector, background) };
  };
  return Object.fromEntries(Object.entries(groups).map(([group, entries]) => [group, entries.map(embed)]));
}

/** Scores of one group, shape (L) each. */
export interface GroupScores {
  /** Softmax over the group. */
  readonly shares: readonly number[];
  /** In standard deviations above unrelated recordings. */
  readonly heights: readonly number[];
}

/**
 * @param audio - a song's or a section's vector as the metric compares it, shape (D).
 * @param sungShare - how far it is sung, 0..1.
 */
export function scoreGroup(
  audio: Float32Array,
  sungShare: number,
  labels: readonly LabelVector[],
  temperature: number,
): GroupScores {
  const scores = labels.map(({ vector }) => dot(vector, audio));
  const shares = softmax(
    labels.map(({ offset, sungOffset }, index) => (scores[index] as number) + (offset + sungShare * sungOffset)),
    temperature,
  );
  return { shares, heights: scores.map((score, index) => standardise(score, (labels[index] as LabelVector).chance)) };
}

/**
 * @param audio - a song's or a section's vector as the metric compares it, shape (D).
 * @param sungShare - how far it is sung, 0..1.
 * @returns every group with its labels, the most probable first. Where a group is calibrated, each probability is that of its label
 *   alone; otherwise they sum to 1.
 */
export function classifyVector(
  audio: Float32Array,
  sungShare: number,
  groups: GroupVectors,
  { temperature, calibration }: LabelScaling,
): GroupProbabilities {
  return Object.fromEntries(
    Object.entries(groups).map(([group, labels]) => {
      const { shares, heights } = scoreGroup(audio, sungShare, labels, temperature);
      const fitted = Object.hasOwn(calibration, group) ? calibration[group] : undefined;
      const probabilities = fitted ? calibrateLabels(shares, heights, labels, fitted) : shares;
      const scored = labels.map(({ label }, index) => ({ label, probability: probabilities[index] as number }));
      return [group, scored.sort((a, b) => b.probability - a.probability)];
    }),
  );
}

/** @returns `exp(x / T)` of every score, scaled to sum to 1. */
export function softmax(scores: readonly number[], temperature: number): number[] {
  const highest = Math.max(...scores);
  const weights = scores.map((score) => Math.exp((score - highest) / temperature));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
