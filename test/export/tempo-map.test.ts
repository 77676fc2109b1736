import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseMidi } from 'midi-file';
import { sampleSong } from '../../scripts/format-sample.mjs';
import { writeMidiMarkers } from '../../src/export/midi/midi-markers.js';
import { writeJson } from '../../src/export/text/json.js';
import { type BeatGrid, type GridPoint, makeBeatGrid } from '../../src/export/times/beat-grid.js';
import { formatBars, formatBarsLength, makeTempoMap, toBeats, toSeconds } from '../../src/export/times/tempo-map.js';
import { writeRekordboxXml } from '../../src/export/xml/rekordbox.js';
import { writeTraktorNml } from '../../src/export/xml/traktor.js';

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

test('musical time and seconds are each other’s inverse, rise together, and miss hardly a beat by more than 20 ms', () => {
  fc.assert(
    fc.property(songs, fc.double({ min: 0, max: 200, noNaN: true }), (song, seconds) => {
      const map = makeTempoMap(song);
      expect(toSeconds(map, toBeats(map, seconds))).toBeCloseTo(seconds, 6);
      expect(toBeats(map, seconds + 0.01)).toBeGreaterThan(toBeats(map, seconds));
      const { points, corners } = makeBeatGrid(song) as BeatGrid;
      const lead = Math.round(toBeats(map, Math.max(0, (corners[0] as GridPoint).seconds)) * 8) / 8;
      const misses = points.slice(1).map((point) => Math.abs(toSeconds(map, lead + point.beat) - point.seconds));
      expect(Math.max(...misses)).toBeLessThan(0.045); // a slip in a steady song; a first beat within a 16th of the start is taken for it
      expect(misses.filter((miss) => miss > 0.0225).length).toBeLessThanOrEqual(0.1 * points.length);
    }),
  );
});

test('no lead has an absurd tempo, and its bar is one that programs know', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 6, noNaN: true }), fc.integer({ min: 60, max: 200 }), (first, bpm) => {
      const beats = steady(first, 60 / bpm, 40);
      const { stretches, metres } = makeTempoMap({ beats, downbeats: bars(beats, 4, 3), tempoBpm: bpm });
      for (const { secondsPerBeat } of stretches) {
        expect(60 / secondsPerBeat).toBeLessThan(2.01 * bpm);
        expect(60 / secondsPerBeat).toBeGreaterThan(0.66 * bpm);
      }
      expect(stretches.length).toBeLessThanOrEqual(2);
      for (const { beatsPerBar } of metres) expect(Number.isInteger(beatsPerBar * 8)).toBe(true);
    }),
  );
});

describe('a steady song, heard on the grid of the analysis', () => {
  const GRID_SECONDS = 1 / 128;
  const heard = (bpm: number, count: number): number[] =>
    steady(0.4, 60 / bpm, count).map((time) => Math.round(time / GRID_SECONDS) * GRID_SECONDS);
  const beats = heard(97.3, 5800); // an hour
  const song = { ...sampleSong('/a.wav'), durationSeconds: 3600, beats, downbeats: bars(beats, 4, 3), tempoBpm: 97.28 };

  test('has one tempo, and what is written for an hour fits its end', () => {
    const { stretches } = makeTempoMap(song);
    expect(stretches).toHaveLength(2); // the lead, and all the rest
    const last = beats.at(-1) as number;
    const [, bpm = '0'] = /BPM="([\d.]+)"/.exec(writeTraktorNml([song])) ?? [];
    const [, start = '0'] = /TYPE="4" START="([\d.]+)"/.exec(writeTraktorNml([song])) ?? [];
    expect(Math.abs(Number(start) / 1000 + (5796 * 60) / Number(bpm) - last)).toBeLessThan(0.01);
    expect(/AverageBpm="([\d.]+)"/.exec(writeRekordboxXml([song], '1'))?.[1]).toBe('97.30');
    expect(JSON.parse(writeJson(song)).tempoBpm).toBe(97.28); // what was heard
  });

  test('a slip or two make no other tempo', () => {
    const slipped = beats.slice(0, 400).map((time, i) => (i % 97 === 50 ? time + 0.03 : time));
    expect(makeTempoMap({ ...song, beats: slipped }).stretches).toHaveLength(2);
  });
});

describe('the grid of Rekordbox', () => {
  const gridOf = (beats: readonly number[], downbeats: readonly number[]) => {
    const xml = writeRekordboxXml([{ ...sampleSong('/a.wav'), beats, downbeats }], '1');
    const tempos = xml.matchAll(/<TEMPO Inizio="([\d.]+)" Bpm="([\d.]+)" Metro="(\d+)\/4" Battito="(\d+)"/g);
    return Array.from(tempos, (match) => match.slice(1).map(Number) as [number, number, number, number]);
  };
  /** The beat in its bar, from 1, and how far from a beat of the grid it is. */
  const placeOf = (grid: ReturnType<typeof gridOf>, seconds: number) => {
    const [start, bpm, metre, battito] = (grid.findLast(([from]) => from <= seconds + 0.05) ??
      grid[0]) as (typeof grid)[number];
    const beats = ((seconds - start) * bpm) / 60;
    return {
      beat: ((Math.round(beats) + battito - 1 + metre) % metre) + 1,
      off: (beats - Math.round(beats)) * (60 / bpm),
    };
  };

  test('an upbeat is the end of a bar in the metre of the song', () => {
    const beats = steady(0.3, 0.5, 100);
    expect(gridOf(beats, bars(beats, 4, 3))).toEqual([[0.3, 120, 4, 2]]);
    expect(gridOf(beats, bars(beats, 4, 1))).toEqual([[0.3, 120, 4, 4]]);
  });

  test('begins at the first beat inside the song', () => {
    const beats = [0.002, 0.49, 0.985, ...steady(1.49, 0.5, 30)]; // the line of the others has the first before 0
    expect(gridOf(beats, [])[0]).toEqual([expect.closeTo(0.489, 2), 120.01, 4, 2]);
  });

  test('a change of metre or tempo is written where it is', () => {
    const beats = [...steady(0.3, 0.5, 41), ...steady(20.9, 0.6, 40)];
    const downbeats = [...bars(beats.slice(0, 21), 4), ...bars(beats.slice(20), 3).slice(1)];
    expect(gridOf(beats, downbeats)).toEqual([
      [0.3, 120, 4, 1],
      [10.3, 120, 3, 1],
      [20.3, 100, 3, 3],
    ]);
  });

  test('every downbeat is a first beat of the grid, every beat on it', () => {
    fc.assert(
      fc.property(songs, (song) => {
        const grid = gridOf(song.beats, song.downbeats);
        const counted = (makeBeatGrid(song) as BeatGrid).points.every(({ beat }, i) => beat === i); // no break
        fc.pre(counted && song.downbeats.length > 1);
        for (const downbeat of song.downbeats) expect(placeOf(grid, downbeat).beat).toBe(1);
        for (const beat of song.beats) expect(Math.abs(placeOf(grid, beat).off)).toBeLessThan(0.055);
      }),
    );
  });

  test('an hour of one tempo is written again before its hundredths lead astray', () => {
    const beats = steady(0, 60 / 128.004, 7680);
    const grid = gridOf(beats, bars(beats, 4));
    for (const beat of beats) expect(Math.abs(placeOf(grid, beat).off)).toBeLessThan(0.0115);
  });
});

test('a break is counted through in the metre of the song', () => {
  const beats = [...steady(0.5, 0.5, 17), ...steady(309.5, 0.5, 17)];
  const { metres } = makeTempoMap({
    beats,
    downbeats: [...bars(beats.slice(0, 17), 4), ...bars(beats.slice(17), 4)],
    tempoBpm: 120,
  });
  for (const { beatsPerBar } of metres) expect(beatsPerBar).toBeLessThanOrEqual(4);
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
