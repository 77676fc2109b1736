/** How energetic music is, next to other music. Legend: D = embedding size. */
import type { TextVariant } from '../model/card.js';
import type { Model } from '../model/model.js';
import { dot } from '../retrieve/vectors.js';
import { embedLabelGroups, type LabelVector } from './score-labels.js';

export interface Energy {
  /** Share of unrelated recordings that are less energetic, 0..1. */
  readonly value: number;
  readonly level: 'low' | 'medium' | 'high';
}

/** The two ends of the scale. */
const ENDS = {
  energy: [
    { label: 'high', prompts: ['loud, fast and energetic music', 'driving, powerful music', 'energetic'] },
    { label: 'low', prompts: ['quiet, slow and calm music', 'soft, gentle music', 'calm'] },
  ],
};
/** Thirds: a level says how a song stands among others. */
const LOW = 1 / 3;
const HIGH = 2 / 3;

/** @returns a measure for vectors of shape (D) as the metric compares them. */
export async function openEnergyMeter(
  model: Model,
  background: readonly Float32Array[],
  variant?: TextVariant,
): Promise<(audio: Float32Array) => Energy> {
  const { energy } = await embedLabelGroups(ENDS, model, variant);
  const [high, low] = energy as [LabelVector, LabelVector];
  const heightOf = (audio: Float32Array) => dot(high.vector, audio) - dot(low.vector, audio);
  const others = background.map(heightOf).sort((a, b) => a - b);
  return (audio) => {
    const height = heightOf(audio);
    const below = others.filter((other) => other < height).length;
    const value = others.length ? below / others.length : 0.5;
    return { value, level: value < LOW ? 'low' : value < HIGH ? 'medium' : 'high' };
  };
}
