/** What DJ programs share: a few numbered hot cues, keys in short. */
import type { Annotations } from '../annotations.js';
import { type Marker, markersOf, SECTION_COLOURS } from '../markers.js';

/** Pads of a controller, and slots of every DJ program. */
export const HOT_CUES = 8;

/** The sections that get a hot cue: all, or where there are too many, the longest, in playing order. */
export function chooseHotCues(song: Annotations): Marker[] {
  const longest = markersOf(song).sort((a, b) => lengthOf(b) - lengthOf(a));
  return longest.slice(0, HOT_CUES).sort((a, b) => a.startSeconds - b.startSeconds);
}

const lengthOf = ({ startSeconds, endSeconds }: Marker): number => endSeconds - startSeconds;

/** Red, green and blue of a marker, 0..255. */
export function colourOf({ function: role }: Marker): readonly [number, number, number] {
  return SECTION_COLOURS[role ?? 'instrumental'];
}

/** `Am` for `A minor`, `C` for `C major`. */
export function shortKey(key: string): string {
  const [tonic = key, mode] = key.split(' ');
  return mode === 'minor' ? `${tonic}m` : tonic;
}
