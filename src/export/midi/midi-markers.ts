/** Markers, tempo, metre and key as a Standard MIDI File, which every DAW imports. Source: MIDI Association, RP-001 (SMF 1.0). */
import { type MidiEvent, writeMidi } from 'midi-file';
import { type Annotations, displayTitle } from '../annotations.js';
import type { ExportOptions } from '../export-options.js';
import { markersOf } from '../markers.js';
import { makeTempoMap, type TempoMap, toBeats } from '../times/tempo-map.js';
import { keySignature } from './key-signature.js';

/** Divides evenly by 2, 3, 4, 5, 6, 8 and 12. */
const TICKS_A_BEAT = 960;
const MICROSECONDS = 1e6;
const DENOMINATORS = [4, 8, 16, 32];

interface TimedEvent {
  readonly tick: number;
  readonly event: MidiEvent;
}

/** One track of meta events; tick 0 is the first sample of the song. */
export function writeMidiMarkers(song: Annotations, { marked }: ExportOptions = {}): Uint8Array {
  const map = makeTempoMap(song);
  const tickOf = (seconds: number): number => Math.round(toBeats(map, seconds) * TICKS_A_BEAT);
  const markers = markersOf(song, marked).map(({ startSeconds, name }) =>
    meta(tickOf(startSeconds), { type: 'marker', text: bytesOf(name) }),
  );
  const keys = song.keys.flatMap(({ startSeconds, key }) => {
    const signature = keySignature(key);
    return signature
      ? [meta(tickOf(startSeconds), { type: 'keySignature', key: signature.sharps, scale: signature.scale })]
      : [];
  });
  const events = [...metreEvents(map), ...tempoEvents(map), ...keys, ...markers].sort((a, b) => a.tick - b.tick);
  const name = meta(0, { type: 'trackName', text: bytesOf(displayTitle(song)) });
  const end = meta(Math.max(tickOf(song.durationSeconds), events.at(-1)?.tick ?? 0), { type: 'endOfTrack' });
  const track = [name, ...events, end].map(({ tick, event }, i, all) => ({
    ...event,
    deltaTime: tick - (all[i - 1]?.tick ?? 0),
  }));
  const header = { format: 1 as const, numTracks: 1, ticksPerBeat: TICKS_A_BEAT };
  return Uint8Array.from(writeMidi({ header, tracks: [track] }));
}

/** Whole microseconds a beat, each chosen so that the next stretch begins on time: rounding never adds up. */
function tempoEvents({ stretches }: TempoMap): TimedEvent[] {
  let written = 0;
  return stretches.map(({ startBeat, secondsPerBeat }, i) => {
    const next = stretches[i + 1];
    const length = next ? next.startBeat - startBeat : 1;
    const exact = next ? next.startSeconds * MICROSECONDS - written : secondsPerBeat * MICROSECONDS;
    const microsecondsPerBeat = Math.round(exact / length);
    written += microsecondsPerBeat * length;
    return meta(startBeat * TICKS_A_BEAT, { type: 'setTempo', microsecondsPerBeat });
  });
}

function metreEvents({ metres }: TempoMap): TimedEvent[] {
  return metres.map(({ startBeat, beatsPerBar }) =>
    meta(startBeat * TICKS_A_BEAT, {
      type: 'timeSignature',
      ...signatureOf(beatsPerBar),
      metronome: 24,
      thirtyseconds: 8,
    }),
  );
}

/** Such as 4/4, or 7/8 for a first bar of three and a half beats. */
function signatureOf(beatsPerBar: number): { numerator: number; denominator: number } {
  const denominator = DENOMINATORS.find((value) => Number.isInteger((beatsPerBar * value) / 4)) ?? 32;
  return { numerator: Math.round((beatsPerBar * denominator) / 4), denominator };
}

type WithoutTime<T> = T extends MidiEvent ? Omit<T, 'deltaTime'> : never;

const meta = (tick: number, event: WithoutTime<MidiEvent>): TimedEvent => ({
  tick,
  event: { ...event, deltaTime: 0 } as MidiEvent,
});

/** The library writes a byte a character: the text goes in as its UTF-8 bytes. */
const bytesOf = (text: string): string => Buffer.from(text).toString('latin1');
