/** Which section of one song corresponds to which of another: covers, edits, remixes, songs built alike. */
import type { Model } from '../model/model.js';
import type { Segment } from '../types.js';
import type { CellPath } from './cell-path.js';
import type { HeardSong } from './hear-song.js';
import { findSpanPath, matchSpans, type SectionMatching } from './match-spans.js';
import { compareMoments, layMoments, PITCH_CLASSES } from './moments.js';

export type { SectionMatch } from './match-spans.js';

export interface SongMatching extends SectionMatching {
  readonly path: string;
  readonly durationSeconds: number;
  /** Sections of the other song. */
  readonly segments: readonly Segment[];
  /** Semitones up from the first song to the second, -5..6; 0 where both are in one key. */
  readonly transposedSemitones: number;
}

/** Listens to both moment by moment, in every transposition. */
export function matchHeardSongs(song: HeardSong, other: HeardSong, model: Model): SongMatching {
  const [momentsA, momentsB] = [layMoments(song, model), layMoments(other, model)];
  const a = { spans: momentsA.spans, segments: song.segments };
  const b = { spans: momentsB.spans, segments: other.segments };
  let best: { turn: number; similarity: Float32Array; path: CellPath } | null = null;
  for (let turn = 0; turn < PITCH_CLASSES; turn++) {
    const similarity = compareMoments(momentsA, momentsB, turn);
    const path = findSpanPath(a, b, similarity);
    if (!best || path.gain > best.path.gain) best = { turn, similarity, path };
  }
  const { turn, similarity, path } = best as NonNullable<typeof best>;
  return {
    path: other.path,
    durationSeconds: other.durationSeconds,
    segments: other.segments,
    ...matchSpans(a, b, similarity, path),
    transposedSemitones: turn > PITCH_CLASSES / 2 ? turn - PITCH_CLASSES : turn,
  };
}
