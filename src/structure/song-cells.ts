/** What sounds in every cell of a song. Legend: G = cells, C = size of a frame's embedding. */
import { centreRows, normaliseRows, PITCH_CLASSES, standardise } from './frame-grid.js';
import type { HeardSong } from './read-form.js';
import { averageOverCells, type CellEdges, layCells } from './section-grid.js';
import type { BeatTrack } from './song-structure.js';

export interface SongCells extends CellEdges {
  /** C */
  readonly timbreSize: number;
  /** What sounds: frame embeddings standardised over the song, unit norm, shape (G × C). */
  readonly timbre: Float32Array;
  /** Chords and melody: chroma less its mean over the pitch classes, unit norm, shape (G × 12). */
  readonly chroma: Float32Array;
}

/** Averages the model's frames over cells that follow the beat. */
export function hearCells({ frames, info }: Pick<HeardSong, 'frames' | 'info'>, track: BeatTrack): SongCells {
  const cells = layCells(track, info.durationSeconds);
  const timbre = averageOverCells(frames.embedding, frames.embeddingSize, frames.rateHz, cells.edges);
  const chroma = averageOverCells(frames.chroma, PITCH_CLASSES, frames.rateHz, cells.edges);
  standardise(timbre, frames.embeddingSize);
  centreRows(chroma, PITCH_CLASSES);
  normaliseRows(timbre, frames.embeddingSize);
  normaliseRows(chroma, PITCH_CLASSES);
  return { ...cells, timbreSize: frames.embeddingSize, timbre, chroma };
}
