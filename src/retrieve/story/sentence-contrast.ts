/** How sentences of one description stand out against each other. Legend: S = sentences, J = clips, or cells. */

import { meanOf } from '../vectors.js';

/** Heights of one sentence over the song are told apart on their own scale, but not finer than this. */
const LEAST_DEVIATION = 0.25;
/** Of fewer sentences, what they have in common is most of what each of them says. */
const LEAST_SENTENCES = 3;

/**
 * How each sentence stands out where, against its own mean over the song and against what every sentence finds there.
 *
 * @param heights - in standard deviations above chance, shape (S, J).
 * @returns on the scale of each sentence's own deviations, shape (S, J).
 */
export function contrastOf(heights: readonly (readonly number[])[]): number[][] {
  const centred = heights.map((row) => {
    const mean = meanOf(row);
    return row.map((value) => value - mean);
  });
  const common = centred[0]?.map((_, j) => meanOf(centred.map((row) => row[j] as number))) ?? [];
  const share = heights.length < LEAST_SENTENCES ? 0 : 1;
  return centred.map((row) => {
    const own = row.map((value, j) => value - share * (common[j] as number));
    const deviation = Math.sqrt(meanOf(own.map((value) => value ** 2)));
    return own.map((value) => value / Math.max(LEAST_DEVIATION, deviation));
  });
}
