/** A song as an evaluation compares it. */
import type { MeasuredFacts } from '../retrieve/measured-hints.js';

export interface EvalSong extends MeasuredFacts {
  /** Shape (D). */
  readonly song: Float32Array;
  /** N vectors of shape (D), in playing order. */
  readonly clips: readonly Float32Array[];
  /** N start times, in seconds. */
  readonly clipStarts: readonly number[];
  /** Mean loudness of the N clips. */
  readonly clipLufs: Float32Array;
}

/** A line of a manifest whose audio was left out, and why. */
export interface SkippedCase {
  readonly id: string;
  readonly code: string;
  readonly message: string;
}
