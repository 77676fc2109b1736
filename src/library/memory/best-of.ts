/** One score in so many is looked at to guess from where on the best begin, */
const SAMPLE_STEP = 16;
/** and so many times more than wanted are expected above that guess. */
const MARGIN = 2;
/** Shorter lists are sorted as they are. */
const SHORT = 2_000;

/**
 * The places of the highest scores, best first; equal scores in their order. One pass over all, a sort of few.
 *
 * @param scores - shape (n), finite.
 */
export function bestOf(scores: Float32Array, count: number): number[] {
  let places = placesFrom(scores, guessLeast(scores, count));
  if (places.length < Math.min(count, scores.length)) places = placesFrom(scores, Number.NEGATIVE_INFINITY);
  return places.sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b).slice(0, count);
}

/** A score that, by a sample, more than `count` reach. */
function guessLeast(scores: Float32Array, count: number): number {
  const wanted = Math.ceil((count * MARGIN) / SAMPLE_STEP);
  const sample = new Float32Array(Math.floor(scores.length / SAMPLE_STEP));
  if (scores.length <= SHORT || wanted >= sample.length) return Number.NEGATIVE_INFINITY;
  for (let i = 0; i < sample.length; i++) sample[i] = scores[i * SAMPLE_STEP] as number;
  sample.sort();
  return sample[sample.length - wanted] as number;
}

function placesFrom(scores: Float32Array, least: number): number[] {
  const places: number[] = [];
  for (let i = 0; i < scores.length; i++) if ((scores[i] as number) >= least) places.push(i);
  return places;
}
