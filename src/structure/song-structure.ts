/** What `analyseSong` says of a song. */
import type { KeyEstimate } from '../embed/key.js';
import type { LoudnessCurve } from '../embed/loudness.js';
import type { TempoEstimate } from '../embed/tempo.js';
import type { Segment, TimeSpan } from '../types.js';
import type { SelfSimilarity } from './self-similarity.js';

/** A stretch of one tempo. */
export interface TempoSpan extends TimeSpan {
  readonly bpm: number;
}

/** A stretch of one key. */
export interface KeySpan extends TimeSpan {
  /** Such as `A minor`. */
  readonly key: string;
}

export interface BeatTrack {
  /** In seconds, rising; empty where there is no beat. */
  readonly beats: readonly number[];
  /** Those beats on which a bar begins, in seconds. */
  readonly downbeats: readonly number[];
  /** 3 or 4; null where there is no beat. */
  readonly beatsPerBar: number | null;
  /** How clearly the beats stand out, 0..1. */
  readonly confidence: number;
}

/** The form of a song, and what is measured along its timeline. */
export interface SongStructure extends BeatTrack {
  readonly durationSeconds: number;
  /** In playing order, without gaps: the first begins at 0, the last ends with the song. */
  readonly segments: readonly Segment[];
  readonly tempo: TempoEstimate;
  /** Without gaps; one span for a steady song, none where nothing repeats. */
  readonly tempoCurve: readonly TempoSpan[];
  readonly key: KeyEstimate;
  /** Without gaps; one span for a song that stays in its key, none where no pitch class stands out. */
  readonly keys: readonly KeySpan[];
  readonly loudness: LoudnessCurve;
  readonly selfSimilarity: SelfSimilarity;
}
