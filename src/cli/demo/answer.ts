import type { Evidence, SongMatch } from '../../types.js';
import type { Waveform } from '../picture/waveform.js';
import type { DemoSong } from './songbook.js';

/** Everything that the picture of one song shows; S = sentences, N = clips. */
export interface SongPicture {
  readonly song: SongMatch;
  /** What is known of the song, null where it is not one of the bundled ones. */
  readonly truth: DemoSong | null;
  readonly waveform: Waveform;
  readonly sentences: readonly string[];
  /** Shape (S): whether the song should have what the sentence says. */
  readonly roles: readonly Evidence['role'][];
  /** Start of every clip in seconds, shape (N). */
  readonly clipStarts: readonly number[];
  readonly clipSeconds: number;
  /** Shape (S, N), rows sum to 1. */
  readonly attention: readonly (readonly number[])[];
  /** Shape (S, N), in standard deviations above chance. */
  readonly similarity: readonly (readonly number[])[];
  /** The encoded song as a `data:` address, so that the page can play it. */
  readonly audioAddress: string;
}

/** One question of the demo and what was found. */
export interface DemoAnswer {
  /** The song that the description was written for. */
  readonly asked: DemoSong;
  readonly results: readonly SongMatch[];
  /** Of the first result; null where nothing was found. */
  readonly picture: SongPicture | null;
}

/** The rank at which the song that was described came out; null where it did not. */
export function rankOfAsked({ asked, results }: DemoAnswer): number | null {
  return results.find((song) => song.path.endsWith(asked.file))?.rank ?? null;
}

/** What the whole demo did. */
export interface DemoRun {
  readonly answers: readonly DemoAnswer[];
  readonly songs: number;
  readonly musicSeconds: number;
  /** How long the songs took to index; null where they were in the library already. */
  readonly indexSeconds: number | null;
  /** Median time of an answer. */
  readonly answerSeconds: number;
  readonly model: string;
  readonly device: string;
}
