/**
 * Cosines of moments that lie between clips. A moment is a straight line between two clips, so its products follow from those of the clips:
 * a fraction of the arithmetic, since songs have fewer clips than moments. Legend: I, J = moments, N, M = clips, D = embedding size.
 */
import { dot, dots } from '../retrieve/vectors.js';
import type { ClipPlace } from './clip-at.js';

export interface PlacedClips {
  /** Shape (N, D). */
  readonly clips: readonly Float32Array[];
  /** I places among them. */
  readonly places: readonly ClipPlace[];
}

/** @returns cosines of every moment of one song with every moment of the other, shape (I, J), row-major. */
export function placeCosines(a: PlacedClips, b: PlacedClips): Float32Array {
  const products = a.clips.map((clip) => dots(clip, b.clips));
  const [normsA, normsB] = [placeNorms(a), placeNorms(b)];
  const cosines = new Float32Array(a.places.length * b.places.length);
  for (const [i, left] of a.places.entries()) {
    const [before, after] = [products[left.before] as Float64Array, products[left.after] as Float64Array];
    for (const [j, right] of b.places.entries()) {
      const first = (1 - left.share) * (before[right.before] as number) + left.share * (after[right.before] as number);
      const second = (1 - left.share) * (before[right.after] as number) + left.share * (after[right.after] as number);
      const norms = (normsA[i] as number) * (normsB[j] as number);
      cosines[i * b.places.length + j] = norms > 0 ? ((1 - right.share) * first + right.share * second) / norms : 0;
    }
  }
  return cosines;
}

/** Lengths of the moments' vectors, shape (I). */
function placeNorms({ clips, places }: PlacedClips): number[] {
  const squares = clips.map((clip) => dot(clip, clip));
  const withNext = clips.map((clip, n) => (clips[n + 1] ? dot(clip, clips[n + 1] as Float32Array) : 0));
  return places.map(({ before, after, share }) => {
    const [first, second] = [squares[before] as number, squares[after] as number];
    if (before === after) return Math.sqrt(first);
    const mixed = 2 * share * (1 - share) * (withNext[before] as number);
    return Math.sqrt((1 - share) ** 2 * first + mixed + share ** 2 * second);
  });
}
