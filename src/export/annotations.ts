/** What is known of one song along its timeline: the one value that every format is written from. */
import { basename } from 'node:path';
import type { RawPath } from '../library/path-text.js';
import type { Segment, TimeSpan } from '../types.js';

/** A stretch of one tempo. */
export interface TempoSpan extends TimeSpan {
  readonly bpm: number;
}

/** A stretch of one key. */
export interface KeySpan extends TimeSpan {
  /** Such as `A minor`. */
  readonly key: string;
}

export interface Annotations {
  readonly title: string | null;
  readonly artist: string | null;
  /** Of the audio file, as text: bytes that are not UTF-8 as `\\xNN`. */
  readonly path: string;
  /** The same as the file system takes it, absolute: what other programs are to open. */
  readonly file: RawPath;
  readonly durationSeconds: number;
  /** Of the file, not of the model. */
  readonly sampleRateHz: number;
  /** In playing order; never past the end of the song. */
  readonly segments: readonly Segment[];
  /** In seconds, rising; empty where there is no beat. */
  readonly beats: readonly number[];
  /** Those beats on which a bar begins. */
  readonly downbeats: readonly number[];
  /** Of the whole song; null where there is no clear beat. */
  readonly tempoBpm: number | null;
  readonly tempoCurve: readonly TempoSpan[];
  /** Of the whole song, such as `A minor`; null where none stands out. */
  readonly key: string | null;
  readonly keys: readonly KeySpan[];
}

/** The song's name for people: its title, or the name of its file without the extension. */
export function displayTitle({ title, path }: Pick<Annotations, 'title' | 'path'>): string {
  return title ?? basename(path).replace(/(?<=.)\.[^.]*$/, '');
}

/**
 * The same song with times that formats can rely on: finite, inside the song, rising, no empty sections.
 * Decoders and analysis may disagree about a song's end by a few milliseconds.
 */
export function tidyAnnotations(song: Annotations): Annotations {
  const end = song.durationSeconds;
  const tidySpans = <T extends TimeSpan>(spans: readonly T[]): T[] =>
    spans
      .map((span) => ({
        ...span,
        startSeconds: clamp(span.startSeconds, end),
        endSeconds: clamp(span.endSeconds, end),
      }))
      .filter((span) => span.endSeconds > span.startSeconds)
      .sort((a, b) => a.startSeconds - b.startSeconds);
  const tidyTimes = (times: readonly number[]): number[] => {
    const inside = times.filter((time) => time >= 0 && time <= end).sort((a, b) => a - b);
    return inside.filter((time, i) => i === 0 || time > (inside[i - 1] as number));
  };
  return {
    ...song,
    segments: tidySpans(song.segments),
    tempoCurve: tidySpans(song.tempoCurve),
    keys: tidySpans(song.keys),
    beats: tidyTimes(song.beats),
    downbeats: tidyTimes(song.downbeats),
  };
}

const clamp = (seconds: number, end: number): number =>
  Number.isFinite(seconds) ? Math.min(Math.max(0, seconds), end) : 0;
