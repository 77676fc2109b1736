/** Tempo, beats and bars along a song. */
import type { ModelCard } from '../model/card.js';
import type { HeardSong } from './analyse-song.js';
import { findDownbeats } from './find-downbeats.js';
import { followTempo } from './follow-tempo.js';
import type { BeatTrack, TempoSpan } from './song-structure.js';
import { trackBeats } from './track-beats.js';

export interface Metre {
  /** Without gaps; empty where nothing repeats. */
  readonly tempoCurve: readonly TempoSpan[];
  readonly track: BeatTrack;
}

const NO_BEATS: BeatTrack = { beats: [], downbeats: [], beatsPerBar: null, confidence: 0 };

/** @param audio - of the card: tells where on the timeline an onset value lies. */
export function hearMetre(heard: HeardSong, { audio }: Pick<ModelCard, 'audio'>): Metre {
  const { onsetStrength, tempo, frames } = heard;
  if (tempo.bpm === null) return { tempoCurve: [], track: NO_BEATS };
  const tempoCurve = followTempo(onsetStrength, audio.onsetRateHz, tempo.bpm);
  const { positions, confidence } = trackBeats(onsetStrength, audio.onsetRateHz, tempoCurve);
  const beats = positions.map((at) => at / audio.onsetRateHz + audio.onsetOffsetSeconds);
  const strengths = positions.map((at) => onsetStrength[at] as number);
  const bars = findDownbeats(beats, strengths, frames);
  if (!bars) return { tempoCurve, track: { ...NO_BEATS, beats, confidence } };
  const downbeats = bars.indices.map((index) => beats[index] as number);
  return { tempoCurve, track: { beats, downbeats, beatsPerBar: bars.beatsPerBar, confidence } };
}
