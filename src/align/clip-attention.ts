/** A sentence's place as attention over the clips of a song. Legend: N = clips, J = cells. */
import type { TimeSpan } from '../types.js';
import { overlapSeconds } from './cells.js';

/**
 * @param probabilities - of every cell, shape (J).
 * @param clipStarts - shape (N), in seconds.
 * @returns shape (N), sums to 1: how likely the sentence is heard during each clip, its order among the others taken into account.
 */
export function spreadOverClips(
  cells: readonly TimeSpan[],
  probabilities: Float64Array,
  clipStarts: readonly number[],
  clipSeconds: number,
): number[] {
  const weights = clipStarts.map((startSeconds) => {
    const clip = { startSeconds, endSeconds: startSeconds + clipSeconds };
    return cells.reduce((sum, cell, j) => {
      const length = Math.max(1e-9, cell.endSeconds - cell.startSeconds);
      return sum + ((probabilities[j] as number) * overlapSeconds(cell, clip)) / length;
    }, 0);
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (total > 0 ? weight / total : 1 / weights.length));
}
