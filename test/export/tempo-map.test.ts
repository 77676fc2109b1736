import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseMidi } from 'midi-file';
import { sampleSong } from '../../scripts/format-sample.mjs';
import { writeMidiMarkers } from '../../src/export/midi/midi-markers.js';
import { formatBars, formatBarsLength, makeTempoMap, toBeats, toSeconds } from '../../src/export/times/tempo-map.js';

const steady = (first: number, period: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => first + i * period);
const bars = (beats: readonly number[], of: number, from = 0): number[] =>
  beats.filter((_, i) => i >= from && (i - from) % of === 0);

describe('tempo map', () => {
  test('one tempo and one metre are written once', () => {
    const beats = steady(0, 0.5, 400);
    const map = makeTempoMap({ beats, downbeats: bars(beats, 4), tempoBpm: 120 });
    expect(map).toEqual({
      stretches: [{ startSeconds: 0, startBeat: 0, secondsPerBeat: 0.5 }],
      metres: [{ startBeat: 0, beatsPerBar: 4 }],
    });
  });

  test('beats that tremble by a few milliseconds make no new tempo, a new tempo makes one', () => {
    const beats = [...steady(0, 0.5, 100), ...steady(50, 0.6, 100)].map(
      (time, i) => time + (i > 0 ? 0.004 * Math.sin(i) : 0),
    );
    const { stretches } = makeTempoMap({ beats, downbeats: [], tempoBpm: 120 });
    expect(stretches.length).toBeLessThanOrEqual(3);
    expect(60 / (stretches.at(-1)?.secondsPerBeat as number)).toBeCloseTo(100, 0);
  });

  test('what comes before the first bar is a bar of its own', () => {
    const beats = steady(1, 0.5, 40); // two beats of silence, then a pickup of one
    const map = makeTempoMap({ beats, downbeats: bars(beats, 4, 1), tempoBpm: 120 });
    expect(map.metres).toEqual([
      { startBeat: 0, beatsPerBar: 3 },
      { startBeat: 3, beatsPerBar: 4 },
    ]);
    expect([0, 1.5, 1.75, 3.5].map((seconds) => formatBars(map, seconds))).toEqual([
      '1.1.00',
      '2.1.00',
      '2.1.50',
      '3.1.00',
    ]);
    expect(formatBarsLength(map, 1.5, 4)).toBe('1.1.00');
  });

  test('a break without beats is counted through', () => {
    const beats = [...steady(0, 0.5, 20), ...steady(60, 0.5, 20)];
    const map = makeTempoMap({ beats, downbeats: [], tempoBpm: 120 });
    expect(toBeats(map, 60)).toBeCloseTo(120, 0);
    for (const { secondsPerBeat } of map.stretches) expect(secondsPerBeat).toBeLessThan(1);
  });

  test('a song without beats is counted at its tempo, or at 120', () => {
    expect(toBeats(makeTempoMap({ beats: [], downbeats: [], tempoBpm: 90 }), 60)).toBe(90);
    expect(toBeats(makeTempoMap({ beats: [3], downbeats: [3], tempoBpm: null }), 60)).toBe(120);
  });
});

/** Beats of a song that speeds up and slows down, with bars of 3 or 4. */
const songs = fc
  .record({
    first: fc.double({ min: 0, max: 5, noNaN: true }),
    periods: fc.array(fc.double({ min: 0.25, max: 1.2, noNaN: true }), { minLength: 2, maxLength: 120 }),
    beatsPerBar: fc.integer({ min: 3, max: 4 }),
    from: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ first, periods, beatsPerBar, from }) => {
    const beats = [first];
    for (const period of periods) beats.push((beats.at(-1) as number) + period);
    return { beats, downbeats: bars(beats, beatsPerBar, from), tempoBpm: 120 };
  });

test('musical time and seconds are each other’s inverse, rise together, and miss no beat by more than 10 ms', () => {
  fc.assert(
    fc.property(songs, fc.double({ min: 0, max: 200, noNaN: true }), (song, seconds) => {
      const map = makeTempoMap(song);
      expect(toSeconds(map, toBeats(map, seconds))).toBeCloseTo(seconds, 6);
      expect(toBeats(map, seconds + 0.01)).toBeGreaterThan(toBeats(map, seconds));
      for (const [i, beat] of song.beats.entries()) {
        if (i === 0) continue; // a first beat within a 16th of the start is taken for it
        const nearest = toSeconds(map, Math.round(toBeats(map, beat)));
        expect(Math.abs(nearest - beat)).toBeLessThanOrEqual(0.0101);
      }
    }),
  );
});

test('a MIDI file, read by its own clock, has every marker where it was, to 2 ms in songs of any tempo', () => {
  fc.assert(
    fc.property(songs, (beatsOf) => {
      const song = { ...sampleSong('/a.wav'), ...beatsOf };
      const { header, tracks } = parseMidi(writeMidiMarkers(song));
      let [seconds, tempo] = [0, 500_000];
      const seen: number[] = [];
      for (const event of tracks[0] ?? []) {
        seconds += (event.deltaTime / (header.ticksPerBeat as number)) * (tempo / 1e6);
        if (event.type === 'setTempo') tempo = event.microsecondsPerBeat;
        if (event.type === 'marker') seen.push(seconds);
      }
      expect(seen).toHaveLength(song.segments.length);
      for (const [i, { startSeconds }] of song.segments.entries())
        expect(Math.abs((seen[i] as number) - startSeconds)).toBeLessThan(0.002);
    }),
  );
});
