/** How well labels fit audio, without training on them. Legend: D = embedding size, L = labels. */
import type { TextVariant } from '../model/card.js';
import type { Model } from '../model/model.js';
import { dot, meanDirection } from '../retrieve/vectors.js';
import type { LabelGroups, LabelPrompts } from './label-groups.js';

export interface LabelVector {
  readonly label: string;
  /** Mean direction of the label's prompts, unit norm, shape (D). */
  readonly vector: Float32Array;
  /** Added to the score. */
  readonly offset: number;
}

export type GroupVectors = Readonly<Record<string, readonly LabelVector[]>>;

export interface LabelProbability {
  readonly label: string;
  /** 0..1; flat over the labels where the model is not sure. */
  readonly probability: number;
}

export type GroupProbabilities = Readonly<Record<string, readonly LabelProbability[]>>;

const knownTexts = new WeakMap<Model, Map<string, Float32Array>>();

/** Embeds the prompts of all groups in one call; those of the card are embedded once a model. */
export async function embedLabelGroups(
  groups: LabelGroups,
  model: Model,
  variant?: TextVariant,
): Promise<GroupVectors> {
  const known = knownTexts.get(model) ?? new Map<string, Float32Array>();
  knownTexts.set(model, known);
  const keyOf = (text: string) => `${variant ?? model.card.text.default} ${text}`;
  const labels = Object.values(groups).flat();
  const missing = [...new Set(labels.flatMap((label) => label.prompts))].filter((text) => !known.has(keyOf(text)));
  const vectors = missing.length ? await model.embedTexts(missing, variant) : [];
  for (const [index, text] of missing.entries()) known.set(keyOf(text), vectors[index] as Float32Array);
  const embed = ({ label, prompts, offset = 0 }: LabelPrompts): LabelVector => {
    const vector = meanDirection(prompts.map((prompt) => known.get(keyOf(prompt)) as Float32Array));
    return { label, vector, offset };
  };
  return Object.fromEntries(Object.entries(groups).map(([group, entries]) => [group, entries.map(embed)]));
}

/**
 * @param audio - a song's or a section's vector as the metric compares it, shape (D).
 * @param temperature - the card's `labelTemperature`, on the scale of the scores.
 * @returns every group with its labels, the most probable first; the probabilities of a group sum to 1.
 */
export function classifyVector(audio: Float32Array, groups: GroupVectors, temperature: number): GroupProbabilities {
  return Object.fromEntries(
    Object.entries(groups).map(([group, labels]) => {
      const scores = labels.map(({ vector, offset }) => dot(vector, audio) + offset);
      const probabilities = softmax(scores, temperature);
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
