/**
 * The song as the structure analysis reads it: a few vectors a second, each comparable by a dot product.
 * Legend: G = grid cells, C = size of a frame's embedding.
 */
import type { SongEmbedding } from '../embed/embed-song.js';
import { SILENCE_LUFS } from '../embed/loudness.js';

export interface FrameGrid {
  /** G */
  readonly count: number;
  readonly secondsPerCell: number;
  /** C */
  readonly timbreSize: number;
  /** What sounds: frame embeddings standardised over the song, unit norm, shape (G × C). */
  readonly timbre: Float32Array;
  /** Chords and melody: chroma less its mean over the pitch classes, unit norm, shape (G × 12). */
  readonly chroma: Float32Array;
  /** In LUFS, shape (G). */
  readonly loudness: Float32Array;
}

export const PITCH_CLASSES = 12;
/** Half a second: shorter than a bar, and two frames of the model. */
const CELL_SECONDS = 0.5;

/** Averages the model's frames into cells of half a second. */
export function layGrid({ frames, loudness }: Pick<SongEmbedding, 'frames' | 'loudness'>): FrameGrid {
  const perCell = Math.max(1, Math.round(frames.rateHz * CELL_SECONDS));
  const count = Math.max(1, Math.ceil(frames.count / perCell));
  const secondsPerCell = perCell / frames.rateHz;
  const timbre = averageCells(frames.embedding, frames.embeddingSize, perCell, count);
  const chroma = averageCells(frames.chroma, PITCH_CLASSES, perCell, count);
  standardise(timbre, frames.embeddingSize);
  centreRows(chroma, PITCH_CLASSES);
  normaliseRows(timbre, frames.embeddingSize);
  normaliseRows(chroma, PITCH_CLASSES);
  const cellLoudness = Float32Array.from({ length: count }, (_, g) => {
    const [from, to] = [g, g + 1].map((cell) => Math.round(cell * secondsPerCell * loudness.rateHz));
    const part = loudness.momentaryLufs.subarray(from, to);
    return part.length > 0 ? part.reduce((sum, value) => sum + value, 0) / part.length : SILENCE_LUFS;
  });
  return { count, secondsPerCell, timbreSize: frames.embeddingSize, timbre, chroma, loudness: cellLoudness };
}

/** Means of `perCell` rows each; a last cell that is not full takes the rows there are. */
export function averageCells(values: Float32Array, width: number, perCell: number, count: number): Float32Array {
  const cells = new Float32Array(count * width);
  const rows = width > 0 ? values.length / width : 0;
  for (let g = 0; g < count; g++) {
    const to = Math.min(rows, (g + 1) * perCell);
    for (let f = g * perCell; f < to; f++)
      for (let c = 0; c < width; c++)
        cells[g * width + c] =
          (cells[g * width + c] as number) + (values[f * width + c] as number) / (to - g * perCell);
  }
  return cells;
}

/** Takes each column's mean away and divides by its deviation, in place. */
export function standardise(values: Float32Array, width: number): void {
  const rows = values.length / Math.max(1, width);
  for (let c = 0; c < width; c++) {
    let [sum, squares] = [0, 0];
    for (let at = c; at < values.length; at += width) {
      const value = values[at] as number;
      sum += value;
      squares += value * value;
    }
    const mean = sum / rows;
    const scale = 1 / Math.sqrt(Math.max(1e-12, squares / rows - mean * mean));
    for (let at = c; at < values.length; at += width) values[at] = ((values[at] as number) - mean) * scale;
  }
}

export function centreRows(values: Float32Array, width: number): void {
  for (let start = 0; start < values.length; start += width) {
    const row = values.subarray(start, start + width);
    const mean = row.reduce((sum, value) => sum + value, 0) / width;
    for (const [i, value] of row.entries()) row[i] = value - mean;
  }
}

/** To unit norm, in place; zeros stay. */
export function normaliseRows(values: Float32Array, width: number): void {
  for (let start = 0; start < values.length && width > 0; start += width) {
    const row = values.subarray(start, start + width);
    const norm = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    if (norm > 1e-9) for (const [i, value] of row.entries()) row[i] = value / norm;
  }
}
