import { type Annotations, displayTitle } from '../annotations.js';
import { markersOf } from '../markers.js';

/** Raised when a field changes its meaning; fields may be added without. */
const VERSION = 1;

/** Everything that is known, for programs; times in seconds. */
export function writeJson(song: Annotations): string {
  const segments = markersOf(song).map(({ name, startSeconds, endSeconds, label, function: role, confidence }) => ({
    name,
    startSeconds,
    endSeconds,
    label,
    function: role,
    confidence,
  }));
  const { path, artist, durationSeconds, sampleRateHz, tempoBpm, tempoCurve, key, keys, beats, downbeats } = song;
  const document = {
    version: VERSION,
    title: displayTitle(song),
    artist,
    path,
    durationSeconds,
    sampleRateHz,
    tempoBpm,
    key,
    segments,
    tempoCurve,
    keys,
    beats,
    downbeats,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
