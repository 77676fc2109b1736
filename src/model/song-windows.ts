/** Songs longer than the song graph was trained for: split, encode, join. Legend: N = clips, D = embedding size. */
import type { SongVectors } from './model.js';

/** The mean of N vectors of shape (D); of none, zeros of the size that is told. */
export function meanOf(vectors: readonly Float32Array[], size = vectors[0]?.length ?? 0): Float32Array {
  const mean = new Float32Array(size);
  for (const vector of vectors)
    for (let d = 0; d < size; d++) mean[d] = (mean[d] as number) + (vector[d] as number) / vectors.length;
  return mean;
}

/** @returns the fewest windows of equal length (±1) that cover N clips with at most `most` each, as `[from, to)`. */
export function splitSong(clipCount: number, most: number): [number, number][] {
  const count = Math.max(1, Math.ceil(clipCount / most));
  const edge = (n: number) => Math.round((n * clipCount) / count);
  return Array.from({ length: count }, (_, n) => [edge(n), edge(n + 1)]);
}

/** The clips of all windows in playing order; the song vector is the mean of the windows' weighted by their clips. */
export function joinWindows(parts: readonly SongVectors[]): SongVectors {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const clips = parts.flatMap((part) => part.clips);
  const song = new Float32Array(only?.song.length ?? 0);
  for (const part of parts)
    for (const [d, value] of part.song.entries())
      song[d] = (song[d] as number) + (value * part.clips.length) / clips.length;
  return { clips, song };
}
