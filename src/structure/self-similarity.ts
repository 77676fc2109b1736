/** How alike every moment of a song is to every other. Legend: G = cells of the grid. */
import type { FrameGrid } from './frame-grid.js';
import { averageCells, normaliseRows, PITCH_CLASSES } from './frame-grid.js';

/** Read cell by cell, so that a song of hours costs no memory until its picture is drawn. */
export interface SelfSimilarity {
  readonly count: number;
  readonly secondsPerCell: number;
  /** How alike two cells are, about -1..1. */
  at(i: number, j: number): number;
  /**
   * The whole matrix, averaged down to at most `size` cells a side.
   *
   * @returns shape (cells × cells), row-major.
   */
  matrix(size?: number): { readonly cells: number; readonly secondsPerCell: number; readonly values: Float32Array };
}

/** Share of timbre; the rest is chroma. */
const TIMBRE_SHARE = 0.6;
const MATRIX_CELLS = 400;

export function compareCells(grid: FrameGrid): SelfSimilarity {
  const { count, secondsPerCell } = grid;
  return {
    count,
    secondsPerCell,
    at: (i, j) => cellSimilarity(grid, i, j),
    matrix: (size = MATRIX_CELLS) => {
      const coarse = coarsen(grid, Math.ceil(count / size));
      const cells = coarse.count;
      const values = new Float32Array(cells * cells);
      for (let i = 0; i < cells; i++)
        for (let j = i; j < cells; j++) {
          values[i * cells + j] = cellSimilarity(coarse, i, j);
          values[j * cells + i] = values[i * cells + j] as number;
        }
      return { cells, secondsPerCell: coarse.secondsPerCell, values };
    },
  };
}

function coarsen(grid: FrameGrid, factor: number): FrameGrid {
  if (factor <= 1) return grid;
  const count = Math.ceil(grid.count / factor);
  const timbre = averageCells(grid.timbre, grid.timbreSize, factor, count);
  const chroma = averageCells(grid.chroma, PITCH_CLASSES, factor, count);
  normaliseRows(timbre, grid.timbreSize);
  normaliseRows(chroma, PITCH_CLASSES);
  const loudness = averageCells(grid.loudness, 1, factor, count);
  return { ...grid, count, secondsPerCell: grid.secondsPerCell * factor, timbre, chroma, loudness };
}

function cellSimilarity(grid: FrameGrid, i: number, j: number): number {
  const timbre = rowProduct(grid.timbre, grid.timbreSize, i, j);
  return TIMBRE_SHARE * timbre + (1 - TIMBRE_SHARE) * rowProduct(grid.chroma, PITCH_CLASSES, i, j);
}

/** Dot product of two rows of a matrix. */
export function rowProduct(values: Float32Array, width: number, i: number, j: number): number {
  let sum = 0;
  for (let c = 0; c < width; c++) sum += (values[i * width + c] as number) * (values[j * width + c] as number);
  return sum;
}
