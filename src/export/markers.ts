/** The moments and spans that a timeline shows, with names for people. */
import { nameSections } from '../structure/name-sections.js';
import type { SegmentFunction, TimeSpan } from '../types.js';
import type { Annotations } from './annotations.js';
import type { Marked } from './export-options.js';

/** A named span; a moment ends where it starts. */
export interface Marker extends TimeSpan {
  readonly name: string;
  /** Null for beats. */
  readonly function: SegmentFunction | null;
  /** The letter of a section; null for beats. */
  readonly label: string | null;
  /** 0..1; null for beats. */
  readonly confidence: number | null;
}

/** The markers of a song, in playing order. */
export function markersOf(song: Annotations, marked: Marked = 'segments'): Marker[] {
  if (marked === 'segments') return sectionMarkers(song);
  return marked === 'downbeats' ? song.downbeats.map((time, bar) => moment(time, String(bar + 1))) : beatMarkers(song);
}

function sectionMarkers({ segments }: Annotations): Marker[] {
  const names = nameSections(segments);
  return segments.map((segment, i) => ({ ...segment, name: names[i] as string }));
}

/** "1.1", "1.2": bar and beat, counted from the first downbeat; beats before it belong to bar 0. */
function beatMarkers({ beats, downbeats }: Annotations): Marker[] {
  const bars = new Set(downbeats);
  let bar = 0;
  let beat = 0;
  return beats.map((time) => {
    if (bars.has(time)) bar += 1;
    beat = bars.has(time) ? 1 : beat + 1;
    return moment(time, `${bar}.${beat}`);
  });
}

const moment = (time: number, name: string): Marker => ({
  startSeconds: time,
  endSeconds: time,
  name,
  function: null,
  label: null,
  confidence: null,
});

/** Sections of one kind are of one colour in every program, as red, green, blue 0..255. */
export const SECTION_COLOURS: Readonly<Record<SegmentFunction, readonly [number, number, number]>> = {
  intro: [0x5b, 0x8d, 0xef],
  verse: [0x3f, 0xa7, 0x6a],
  chorus: [0xe0, 0x6c, 0x3c],
  bridge: [0x9b, 0x5d, 0xe5],
  instrumental: [0xd4, 0xa0, 0x17],
  outro: [0x6c, 0x75, 0x7d],
};
