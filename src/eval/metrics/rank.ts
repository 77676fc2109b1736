/** Scores closer than this are ties: single-precision sums may differ by so much for the same input. */
export const TIE_TOLERANCE = 1e-6;

/** Whether a rival is at least as good: ties count against us. */
export function beats(rival: number, own: number): boolean {
  return rival >= own - TIE_TOLERANCE;
}

/**
 * The rank of the best right candidate.
 *
 * @param scores - one score per candidate.
 * @param right - indices of the right candidates; other right ones never stand in the way of the best.
 * @returns 1 where it is strictly above every wrong candidate; a wrong candidate with the same score stands before it.
 */
export function rankOf(scores: ArrayLike<number>, right: readonly number[]): number {
  const own = Math.max(...right.map((index) => scores[index] as number));
  const isRight = new Set(right);
  let rank = 1;
  for (let index = 0; index < scores.length; index++) {
    if (!isRight.has(index) && beats(scores[index] as number, own)) rank++;
  }
  return rank;
}
