import { weighClips } from '../align/cells.js';
import { weightedSum } from '../retrieve/vectors.js';
import type { TimeSpan } from '../types.js';
import type { LoadedSong } from './load-song.js';

/** One vector for a part of a song, shape (D): its clips, those that reach beyond it counting less. */
export function poolSpan({ clips }: Pick<LoadedSong, 'clips'>, span: TimeSpan, clipSeconds: number): Float32Array {
  const starts = clips.map((clip) => clip.startSeconds);
  const weights = weighClips(span, starts, clipSeconds);
  return weightedSum(
    clips.map((clip) => clip.embedding),
    weights,
  );
}
