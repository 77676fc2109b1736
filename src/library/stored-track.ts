/** A recording as the library knows it, and its row. */
import type { Vector } from 'apache-arrow';
import type { Segment } from '../types.js';
import type { StoredClip } from './packed-clips.js';
import { packClips } from './packed-clips.js';

export interface TrackDescription {
  /** Hash of the encoded audio without its tags. */
  readonly trackId: string;
  /** One of the files that hold it. */
  readonly path: string;
  readonly title: string | null;
  readonly artist: string | null;
  readonly album: string | null;
  readonly genre: readonly string[];
  readonly year: number | null;
}

export interface StoredTrack extends TrackDescription {
  readonly durationSeconds: number;
  readonly tempoBpm: number | null;
  /** 0..1 */
  readonly tempoConfidence: number;
  /** Such as `A minor`. */
  readonly key: string | null;
  /** 0..1 */
  readonly keyConfidence: number;
  /** RMS level relative to full scale, in dB. */
  readonly loudnessDb: number | null;
  /** Shape (D). */
  readonly song: Float32Array;
  /** Shape (K), in the order of the model card's `tags`. */
  readonly tagLogits: Float32Array;
}

/** A track with all of its clips and sections, ready to be stored. */
export interface NewTrack extends StoredTrack {
  /** In playing order. */
  readonly clips: readonly StoredClip[];
  /** In playing order, without gaps, from 0 on. */
  readonly sections: readonly Segment[];
}

type Row = Record<string, unknown>;

/** Columns of a {@link StoredTrack}: all but the clips. */
export const TRACK_COLUMNS = [
  'trackId',
  'path',
  'title',
  'artist',
  'album',
  'genre',
  'year',
  'durationSeconds',
  'tempoBpm',
  'tempoConfidence',
  'key',
  'keyConfidence',
  'loudnessDb',
  'song',
  'tagLogits',
];

export function toDescriptionRow({ trackId, path, title, artist, album, genre, year }: TrackDescription): Row {
  return { trackId, path, title, artist, album, genre: genre.length > 0 ? genre.join('\n') : null, year };
}

export function toTrackRow(track: NewTrack): Row {
  const { durationSeconds, tempoBpm, tempoConfidence, key, keyConfidence, loudnessDb, song, tagLogits } = track;
  const logits = new Uint8Array(tagLogits.buffer, tagLogits.byteOffset, tagLogits.byteLength);
  const measured = { durationSeconds, tempoBpm, tempoConfidence, key, keyConfidence, loudnessDb };
  return { ...toDescriptionRow(track), ...measured, song, tagLogits: logits, clips: packClips(track.clips) };
}

export function fromTrackRow(row: Row): StoredTrack {
  const genre = row.genre as string | null;
  return {
    trackId: row.trackId as string,
    path: row.path as string,
    title: row.title as string | null,
    artist: row.artist as string | null,
    album: row.album as string | null,
    genre: genre === null ? [] : genre.split('\n'),
    year: row.year as number | null,
    durationSeconds: row.durationSeconds as number,
    tempoBpm: row.tempoBpm as number | null,
    tempoConfidence: row.tempoConfidence as number,
    key: row.key as string | null,
    keyConfidence: row.keyConfidence as number,
    loudnessDb: row.loudnessDb as number | null,
    song: (row.song as Vector).toArray().slice(),
    tagLogits: new Float32Array((row.tagLogits as Uint8Array).slice().buffer),
  };
}
