/** What a caller may ask of a format. */
import type { FrameRate } from './times/timecode.js';

/** What is marked. */
export const MARKED = ['segments', 'beats', 'downbeats'] as const;
export type Marked = (typeof MARKED)[number];

/** How a format writes its times, where it leaves the choice. */
export const TIME_UNITS = ['seconds', 'samples', 'bars', 'timecode'] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

export interface ExportOptions {
  /** Default: `segments`. */
  readonly marked?: Marked | undefined;
  /** Default: `seconds`. */
  readonly timeUnit?: TimeUnit | undefined;
  /** Where the song begins on the timeline that is written for, in seconds; added to every time. Default: 0. */
  readonly offsetSeconds?: number | undefined;
  /** Of timecode. Default: 25. */
  readonly frameRate?: FrameRate | undefined;
}

/** The options by name, for formats to say which of them they know. */
export type ExportOption = keyof ExportOptions;
