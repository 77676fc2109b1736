/**
 * The best monotone path through two timelines, with skips in both. Legend: I, J = cells of the two songs.
 *
 * A pair of cells wins its similarity above a threshold, weighted by the time that the step covers: half the sum of both for a diagonal
 * step, half of one for each cell of one song alone, so that no detour gains. One song may run up to twice as fast as the other, so a path
 * never dwells on a moment for long. What does not fit is skipped at no cost, but coming back to a match costs, so that matches hold together.
 * Source: dynamic programming with symmetric weights and a slope constraint (Sakoe & Chiba 1978), local alignment with gaps (Smith &
 * Waterman 1981).
 */
import { meanOf } from '../retrieve/vectors.js';

export interface PathInput {
  /** Shape (I, J), row-major, -1..1. */
  readonly similarity: Float32Array;
  /** Length of every cell, shapes (I) and (J), in one unit. */
  readonly lengths: readonly [readonly number[], readonly number[]];
}

export interface CellPath {
  /** Pairs of matched cells, never falling in either. */
  readonly pairs: readonly (readonly [number, number])[];
  /** Similarity won above the threshold, in the unit of the lengths. */
  readonly gain: number;
}

/** Cosines from which two cells correspond: unrelated music lies about 0, one section heard twice near 1. */
export const LEAST_SIMILARITY = 0.35;
/** What it costs to begin a match, in lengths of a mean cell at full similarity. */
const ENTRY_CELLS = 0.5;
/** What a step that leaves the common pace loses of its similarity, so that two songs keep in step where nothing speaks against it. */
const PACE_LOSS = 0.1;

/** Ways to a pair: skipped to, from the pair before both, or over two cells of one song. */
const FROM = { entry: 1, diagonal: 2, twoRows: 3, twoColumns: 4 } as const;

export function findCellPath({ similarity, lengths }: PathInput): CellPath {
  const [rows, columns] = [lengths[0].length, lengths[1].length];
  const width = columns + 1;
  const size = (rows + 1) * width;
  const best = new Float64Array(size);
  const match = new Float64Array(size).fill(-Infinity);
  const from = new Uint8Array(size);
  const entry = ENTRY_CELLS * meanOf([...lengths[0], ...lengths[1]]);
  const gainAt = (i: number, j: number) => (similarity[(i - 1) * columns + j - 1] as number) - LEAST_SIMILARITY;
  for (let i = 1; i <= rows; i++) {
    const a = (lengths[0][i - 1] as number) / 2;
    for (let j = 1; j <= columns; j++) {
      const b = (lengths[1][j - 1] as number) / 2;
      const at = i * width + j;
      const gain = gainAt(i, j);
      // the four ways here, without an array for each of them: the loop runs a million times a question
      let value = (best[at - width - 1] as number) - entry + (a + b) * gain;
      let way: number = FROM.entry;
      const diagonal = (match[at - width - 1] as number) + (a + b) * gain;
      if (diagonal > value) [value, way] = [diagonal, FROM.diagonal];
      if (i > 1) {
        const before =
          (match[at - 2 * width - 1] as number) + ((lengths[0][i - 2] as number) / 2 + b) * gainAt(i - 1, j);
        const twoRows = before + a * (gain - PACE_LOSS);
        if (twoRows > value) [value, way] = [twoRows, FROM.twoRows];
      }
      if (j > 1) {
        const before = (match[at - width - 2] as number) + (a + (lengths[1][j - 2] as number) / 2) * gainAt(i, j - 1);
        const twoColumns = before + b * (gain - PACE_LOSS);
        if (twoColumns > value) [value, way] = [twoColumns, FROM.twoColumns];
      }
      match[at] = value;
      from[at] = way;
      best[at] = Math.max(best[at - width] as number, best[at - 1] as number, value);
    }
  }
  return { pairs: traceBack(best, match, from, rows, columns), gain: best[size - 1] as number };
}

function traceBack(
  best: Float64Array,
  match: Float64Array,
  from: Uint8Array,
  rows: number,
  columns: number,
): [number, number][] {
  const width = columns + 1;
  const pairs: [number, number][] = [];
  let [i, j, isMatched] = [rows, columns, false];
  while (i > 0 && j > 0) {
    const at = i * width + j;
    if (!isMatched) {
      if (best[at] === best[at - width]) i--;
      else if (best[at] === best[at - 1]) j--;
      else isMatched = best[at] === match[at];
      continue;
    }
    const way = from[at];
    pairs.push([i - 1, j - 1]);
    if (way === FROM.twoRows) pairs.push([--i - 1, j - 1]);
    if (way === FROM.twoColumns) pairs.push([i - 1, --j - 1]);
    isMatched = way !== FROM.entry;
    i--;
    j--;
  }
  return pairs.reverse();
}
