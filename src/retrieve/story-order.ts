/** Whether a song tells a description in its order. Legend: S = sentences, N = clips. */

/**
 * The mean similarity along the best path that gives every sentence one clip and never goes back in time
 * (`direction` 1), or never goes forward (`direction` -1).
 *
 * Source: dynamic programming under the monotonicity condition of Sakoe & Chiba (1978), without their continuity condition.
 */
function bestMonotonePath(
  similarity: Float32Array,
  sentenceCount: number,
  clipCount: number,
  direction: 1 | -1,
): number {
  // best[n]: the highest sum of a path whose last sentence so far lies at clip n or before it.
  const best = new Float64Array(clipCount);
  for (let s = 0; s < sentenceCount; s++) {
    let soFar = -Infinity;
    for (let step = 0; step < clipCount; step++) {
      const n = direction === 1 ? step : clipCount - 1 - step;
      soFar = Math.max(soFar, (best[n] as number) + (similarity[s * clipCount + n] as number));
      best[n] = soFar;
    }
  }
  return (best[direction === 1 ? clipCount - 1 : 0] as number) / sentenceCount;
}

/**
 * How much better the song follows the told order than the reverse of it.
 *
 * `order = P(told) - P(reversed)`, where P is the mean similarity along the best monotone path. It is on the scale of the
 * similarities, changes its sign when the song is played backwards, and is 0 when order carries nothing: one sentence, one
 * clip, sentences that fit everywhere alike, or a song that is the same in both directions.
 *
 * @param similarity - sentence by clip, shape (S, N), row-major, sentences in reading order and clips in playing order.
 * @returns a value between -R and R, where R is the range of the similarities.
 */
export function storyOrder(similarity: Float32Array, sentenceCount: number, clipCount: number): number {
  if (sentenceCount < 2 || clipCount < 2) return 0;
  return (
    bestMonotonePath(similarity, sentenceCount, clipCount, 1) -
    bestMonotonePath(similarity, sentenceCount, clipCount, -1)
  );
}
