/** What the picture of one song's timeline shows; S = sentences, N = clips. */
import type { Evidence, TimeSpan } from '../../types.js';
import type { Waveform } from './waveform.js';

export interface TimelineSection extends TimeSpan {
  readonly label: string;
  /** What repeats shares a tone, 0, 1, …; null is plain. */
  readonly tone: number | null;
}

export interface TimelineStrip {
  readonly text: string;
  readonly role: Evidence['role'];
  /** Null where nothing in the song answers the text. */
  readonly span: TimeSpan | null;
  /** Shape (N), sums to 1; null where the text is measured rather than heard. */
  readonly attention: readonly number[] | null;
  /** Shape (N), in standard deviations above chance; null as above. */
  readonly similarity: readonly number[] | null;
}

export interface TimelinePicture {
  readonly title: string;
  /** Length, tempo and the like, in words. */
  readonly facts: readonly string[];
  readonly durationSeconds: number;
  /** Who says where the sections are. */
  readonly sectionsCaption: string;
  /** None hides the row. */
  readonly sections: readonly TimelineSection[];
  readonly waveform: Waveform;
  /** S, in reading order. */
  readonly strips: readonly TimelineStrip[];
  /** Shape (N), in seconds. */
  readonly clipStarts: readonly number[];
  readonly clipSeconds: number;
  /** The encoded song as a `data:` address, so that the page can play it; null where it would be too long. */
  readonly audioAddress: string | null;
}
