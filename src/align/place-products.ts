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
  /** Products of each clip with itself and with the next one, both of shape (N); 0 behind the last. */
  readonly squares: readonly number[];
  readonly withNext: readonly number[];
}

export function placeClips(clips: readonly Float32Array[], places: readonly ClipPlace[]): PlacedClips {
  const squares = clips.map((clip) => dot(clip, clip));
  const withNext = clips.map((clip, n) => (clips[n + 1] ? dot(clip, clips[n + 1] as Float32Array) : 0));
  return { clips, places, squares, withNext };
}

/** @returns products of every clip of one song with every clip of the other, shape (N, M). */
export function clipProducts(a: PlacedClips, b: PlacedClips): Float64Array[] {
  return a.clips.map((clip) => dots(clip, b.clips));
}

/**
 * Adds the cosines of every moment of one song with every moment of the other, less a centre: `(x − c) · (y − c) = x·y − x·c − y·c + c·c`.
 *
 * @param target - shape (I, J), row-major.
 * @param products - from {@link clipProducts}.
 * @param centre - shape (D); length 0 for none.
 */
export function addCosines(
  target: Float32Array,
  a: PlacedClips,
  b: PlacedClips,
  products: readonly Float64Array[],
  centre: Float32Array,
): void {
  const square = dot(centre, centre);
  const [ofA, ofB] = [a, b].map((song) => againstCentre(song, centre)) as [CentredSong, CentredSong];
  const row = new Float64Array(b.clips.length);
  for (const [i, { before, after, share }] of a.places.entries()) {
    const [first, second] = [products[before] as Float64Array, products[after] as Float64Array];
    const own = (1 - share) * (ofA.products[before] as number) + share * (ofA.products[after] as number) - square;
    for (let m = 0; m < row.length; m++)
      row[m] = (1 - share) * (first[m] as number) + share * (second[m] as number) - (ofB.products[m] as number) - own;
    addRow(
      target.subarray(i * ofB.norms.length, (i + 1) * ofB.norms.length),
      row,
      b.places,
      ofA.norms[i] as number,
      ofB,
    );
  }
}

interface CentredSong {
  /** Products of the clips with the centre, shape (N). */
  readonly products: Float64Array;
  /** Lengths of the moments less the centre, shape (I). */
  readonly norms: Float64Array;
}

/** @param row - products of one moment with all clips of the other song, shape (M). Plain loops: it runs for each moment of each pair. */
function addRow(
  target: Float32Array,
  row: Float64Array,
  places: readonly ClipPlace[],
  norm: number,
  { norms }: CentredSong,
): void {
  for (let j = 0; j < target.length; j++) {
    const { before, after, share } = places[j] as ClipPlace;
    const product = (1 - share) * (row[before] as number) + share * (row[after] as number);
    const length = norm * (norms[j] as number);
    if (length > 0) target[j] = (target[j] as number) + product / length;
  }
}

function againstCentre({ clips, places, squares, withNext }: PlacedClips, centre: Float32Array): CentredSong {
  const products = centre.length > 0 ? dots(centre, clips) : new Float64Array(clips.length);
  const square = dot(centre, centre);
  const centredSquare = (n: number) => (squares[n] as number) - 2 * (products[n] as number) + square;
  const norms = Float64Array.from(places, ({ before, after, share }) => {
    if (before === after) return Math.sqrt(Math.max(0, centredSquare(before)));
    const between = (withNext[before] as number) - (products[before] as number) - (products[after] as number) + square;
    const mixed = 2 * share * (1 - share) * between;
    return Math.sqrt(Math.max(0, (1 - share) ** 2 * centredSquare(before) + mixed + share ** 2 * centredSquare(after)));
  });
  return { products, norms };
}
