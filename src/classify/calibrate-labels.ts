/** From scores of labels to the probability that each label holds. Legend: L = labels of a group. */
import type { ModelCard } from '../model/card.js';

/** How a group's scores become probabilities; fitted on validation songs, kept in the card. */
export type LabelCalibration = ModelCard['calibration']['labels'][string];

/**
 * Probabilities of labels that do not exclude each other: a song may have piano and strings, or be both calm and dreamy.
 *
 * @param shares - softmax over the group, shape (L): how a label stands among the others.
 * @param heights - the same scores in standard deviations above unrelated recordings, shape (L): whether it is there at all.
 * @param labels - what they are scores of, shape (L).
 * @returns shape (L), each 0..1.
 * Source: logistic calibration of scores, Platt 1999, "Probabilistic outputs for support vector machines".
 */
export function calibrateLabels(
  shares: readonly number[],
  heights: readonly number[],
  labels: readonly { readonly label: string }[],
  { share, height, bias, own }: LabelCalibration,
): number[] {
  return shares.map((value, index) => {
    const { label } = labels[index] as { label: string };
    const added = Object.hasOwn(own, label) ? (own[label] as number) : 0;
    const logit = share * logOf(value) + height * (heights[index] as number) + bias + added;
    return 1 / (1 + Math.exp(-logit));
  });
}

/** A share too small to be told from nothing counts as this one. */
const SMALLEST_SHARE = 1e-9;

/** The logarithm that calibration takes of a share. */
export const logOf = (share: number): number => Math.log(Math.max(share, SMALLEST_SHARE));
