/**
 * What the learned head reads of a song, cell by cell. The one front end: training reads what this writes.
 * Legend: G = cells, C = size of a frame's embedding, V = values of a cell.
 */
import type { HeardSong } from './analyse-song.js';
import { PITCH_CLASSES, standardise } from './frame-grid.js';
import { measureRecurrence, RECURRENCE_VALUES } from './recurrence.js';
import { averageOverCells, type CellEdges } from './section-grid.js';
import type { SongCells } from './song-cells.js';

/** Half widths, in cells, over which sound before and after is compared: one bar of four to eight. */
const CONTRAST_CELLS = [4, 8, 16, 32];
const LOUDNESS_CELLS = [2, 8, 16];
/** Stretches, in cells, that are looked for elsewhere. */
const CHORD_STRETCHES = [8, 16];
const TIMBRE_STRETCH = 16;
/** How far the ends of a song are felt. */
const EDGE_SECONDS = 30;
const LOUDNESS_UNIT_LU = 10;

export interface SectionFeatures extends CellEdges {
  /** V */
  readonly size: number;
  /** Shape (G × V), row-major. */
  readonly values: Float32Array;
}

/** @returns the columns in this order: timbre (C), chroma (12), loudness, onsets, contrasts, recurrence, place, metre. */
export function describeCells(heard: HeardSong, cells: SongCells, confidence: number): SectionFeatures {
  const { timbre, timbreSize, chroma } = cells;
  return joinColumns(cells, [
    [timbreSize, timbre],
    [PITCH_CLASSES, chroma],
    ...describeLevel(heard, cells.edges),
    ...CONTRAST_CELLS.map((half): Column => [1, contrast(timbre, timbreSize, half)]),
    ...CONTRAST_CELLS.map((half): Column => [1, contrast(chroma, PITCH_CLASSES, half)]),
    ...CHORD_STRETCHES.map(
      (cellsLong): Column => [RECURRENCE_VALUES, measureRecurrence(chroma, PITCH_CLASSES, cellsLong)],
    ),
    [RECURRENCE_VALUES, measureRecurrence(timbre, timbreSize, TIMBRE_STRETCH)],
    [4, describePlace(cells.edges)],
    [4, describeMetre(cells, confidence)],
  ]);
}

/** A width and values of shape (G × width). */
type Column = readonly [width: number, values: Float32Array];

function joinColumns(cells: CellEdges, columns: readonly Column[]): SectionFeatures {
  const count = cells.metre.length;
  const size = columns.reduce((sum, [width]) => sum + width, 0);
  const values = new Float32Array(count * size);
  let offset = 0;
  for (const [width, column] of columns) {
    for (let g = 0; g < count; g++) values.set(column.subarray(g * width, (g + 1) * width), g * size + offset);
    offset += width;
  }
  return { edges: cells.edges, metre: cells.metre, size, values };
}

/** Loudness against the song's own, its change over a few widths, onsets against the song's own, and their change. */
function describeLevel({ loudness, onsetStrength, info }: HeardSong, edges: Float64Array): Column[] {
  const onsetRateHz = onsetStrength.length / Math.max(1e-9, info.durationSeconds);
  const level = averageOverCells(loudness.momentaryLufs, 1, loudness.rateHz, edges);
  const mean = level.reduce((sum, value) => sum + value, 0) / level.length;
  const relative = level.map((value) => Math.max(-3, (value - mean) / LOUDNESS_UNIT_LU));
  const onsets = averageOverCells(onsetStrength, 1, onsetRateHz, edges);
  standardise(onsets, 1);
  return [
    [1, relative],
    ...LOUDNESS_CELLS.map((half): Column => [1, change(relative, half)]),
    [1, onsets],
    [1, change(onsets, LOUDNESS_CELLS[1] as number)],
  ];
}

/** Mean after less mean before. */
function change(values: Float32Array, half: number): Float32Array {
  const sums = sumRows(values, 1);
  return values.map((_, g) => {
    const [from, to] = [Math.max(0, g - half), Math.min(values.length, g + half)];
    if (from === g) return 0;
    const middle = sums[g] as number;
    return ((sums[to] as number) - middle) / (to - g) - (middle - (sums[from] as number)) / (g - from);
  });
}

/** One less the cosine of the means before and after every cell's start; 0 at the start of the song. */
function contrast(rows: Float32Array, columns: number, half: number): Float32Array {
  const sums = sumRows(rows, columns);
  const count = rows.length / columns;
  return Float32Array.from({ length: count }, (_, g) => {
    const [from, to] = [Math.max(0, g - half), Math.min(count, g + half)];
    if (from === g) return 0;
    let [ab, aa, bb] = [0, 0, 0];
    for (let c = 0; c < columns; c++) {
      const middle = sums[g * columns + c] as number;
      const a = (middle - (sums[from * columns + c] as number)) / (g - from);
      const b = ((sums[to * columns + c] as number) - middle) / (to - g);
      ab += a * b;
      aa += a * a;
      bb += b * b;
    }
    return 1 - ab / Math.sqrt(Math.max(1e-9, aa * bb));
  });
}

/** Running sums, shape ((G + 1) × columns). */
function sumRows(rows: Float32Array, columns: number): Float64Array {
  const sums = new Float64Array(rows.length + columns);
  for (const [i, value] of rows.entries()) sums[i + columns] = (sums[i] as number) + value;
  return sums;
}

function describePlace(edges: Float64Array): Float32Array {
  const duration = edges.at(-1) as number;
  return Float32Array.from({ length: (edges.length - 1) * 4 }, (_, i) => {
    const at = edges[i >> 2] as number;
    const values = [at / duration, Math.exp(-at / EDGE_SECONDS), Math.exp((at - duration) / EDGE_SECONDS)];
    return values[i & 3] ?? Math.log(duration / 180);
  });
}

function describeMetre({ edges, metre }: CellEdges, confidence: number): Float32Array {
  return Float32Array.from({ length: metre.length * 4 }, (_, i) => {
    const g = i >> 2;
    const seconds = (edges[g + 1] as number) - (edges[g] as number);
    return [metre[g] === 2 ? 1 : 0, metre[g] === 0 ? 0 : 1, confidence, seconds][i & 3] as number;
  });
}
