/** What is measured rather than heard: tempo and key. */
import type { ModelCard } from '../model/card.js';
import { estimateKey, type KeyEstimate } from './key.js';
import { estimateTempo, type TempoEstimate } from './tempo.js';

/** Legend: O = onset values, F = frames, both of the whole song. */
export interface MeasuredCurves {
  /** Shape (O), at the card's `onsetRateHz`. */
  readonly onsetStrength: Float32Array;
  /** Shape (F × 12), row-major. */
  readonly chroma: Float32Array;
}

export interface SongMeasures {
  readonly tempo: TempoEstimate;
  readonly key: KeyEstimate;
}

/** Takes some hundredths of a second of CPU time, in one piece. */
export function measureSong({ onsetStrength, chroma }: MeasuredCurves, card: ModelCard): SongMeasures {
  return {
    tempo: estimateTempo(onsetStrength, card.audio.onsetRateHz, card.tempo),
    key: estimateKey(chroma),
  };
}
