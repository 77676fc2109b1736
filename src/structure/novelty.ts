/** Where the song turns into something else: a checkerboard along the diagonal of the self-similarity. Legend: G = cells. */
import type { SelfSimilarity } from './self-similarity.js';

/** Half widths of the checkerboards, in seconds: a phrase, and a section. */
const KERNEL_SECONDS = [5, 12];
/** Contrast that a song's strongest change must have to count in full: what lies below is the play of chance within one section. */
const LEAST_CONTRAST = 0.35;
/** Deviation of the Gaussian taper, in half widths. */
const TAPER = 0.5;

/**
 * @returns novelty per cell boundary, shape (G): value g is the change between the cells before g and those from g on, about 0..1.
 * Source: Foote 2000, "Automatic audio segmentation using a measure of audio novelty", with several kernels.
 */
export function measureNovelty(similarity: SelfSimilarity): Float32Array {
  const novelty = new Float32Array(similarity.count);
  const band = readBand(similarity, cellsOf(Math.max(...KERNEL_SECONDS), similarity));
  for (const seconds of KERNEL_SECONDS) {
    const curve = checkerboard(band, similarity.count, cellsOf(seconds, similarity));
    const highest = curve.reduce((max, value) => Math.max(max, value), LEAST_CONTRAST);
    for (const [g, value] of curve.entries())
      novelty[g] = (novelty[g] as number) + Math.max(0, value) / highest / KERNEL_SECONDS.length;
  }
  return novelty;
}

function cellsOf(seconds: number, { secondsPerCell }: SelfSimilarity): number {
  return Math.max(2, Math.round(seconds / secondsPerCell));
}

/** Similarities of every cell with the `2·half` cells from itself on: `values[i · width + lag]`. */
interface Band {
  readonly width: number;
  readonly values: Float32Array;
}

function readBand(similarity: SelfSimilarity, half: number): Band {
  const width = 2 * half;
  const values = new Float32Array(similarity.count * width);
  for (let i = 0; i < similarity.count; i++)
    for (let lag = 0; lag < width && i + lag < similarity.count; lag++)
      values[i * width + lag] = similarity.at(i, i + lag);
  return { width, values };
}

/** Mean similarity within the two halves less that across them, tapered; near the ends over the cells that are there. */
function checkerboard(band: Band, count: number, half: number): Float32Array {
  const taper = Float64Array.from({ length: half }, (_, d) => Math.exp(-0.5 * ((d + 0.5) / (TAPER * half)) ** 2));
  return Float32Array.from({ length: count }, (_, g) => {
    const reach = Math.min(half, g, count - g);
    if (reach < 2) return 0;
    let [within, across, withinWeight, acrossWeight] = [0, 0, 0, 0];
    for (let i = g - reach; i < g + reach; i++)
      for (let j = i + 1; j < g + reach; j++) {
        const weight = (taper[distance(i, g)] as number) * (taper[distance(j, g)] as number);
        const value = weight * (band.values[i * band.width + j - i] as number);
        if (i < g === j < g) {
          within += value;
          withinWeight += weight;
        } else {
          across += value;
          acrossWeight += weight;
        }
      }
    return within / withinWeight - across / acrossWeight;
  });
}

/** Cells between cell i and the boundary before cell g, from 0. */
function distance(i: number, g: number): number {
  return i < g ? g - 1 - i : i - g;
}
