import { describe, expect, test } from '@jest/globals';
import { analyseSong } from '../../src/structure/analyse-song.js';
import { CARD, composeSong, createNoise } from './support/composed-song.js';

const FORM = [
  { kind: 'D', seconds: 8, lufs: -30 },
  { kind: 'A', seconds: 24 },
  { kind: 'B', seconds: 24, lufs: -14 },
  { kind: 'A', seconds: 24 },
  { kind: 'B', seconds: 24, lufs: -14 },
  { kind: 'C', seconds: 16 },
  { kind: 'B', seconds: 24, lufs: -14 },
] as const;

describe('analyseSong', () => {
  test('finds where sections begin, which return, and what they are for', async () => {
    const { segments, durationSeconds } = await analyseSong(composeSong(FORM), { card: CARD });
    expect(durationSeconds).toBe(144);
    expect(segments.map(({ startSeconds }) => Math.round(startSeconds))).toEqual([0, 8, 32, 56, 80, 104, 120]);
    expect(segments.map(({ label }) => label).join('')).toBe('ABCBCDC');
    expect(segments.map((segment) => segment.function)).toEqual([
      'intro',
      'verse',
      'chorus',
      'verse',
      'chorus',
      'bridge',
      'chorus',
    ]);
    for (const [i, { startSeconds, confidence }] of segments.entries()) {
      expect(startSeconds).toBe(i === 0 ? 0 : segments[i - 1]?.endSeconds);
      expect(confidence).toBeGreaterThan(0);
      expect(confidence).toBeLessThanOrEqual(1);
    }
    expect(segments.at(-1)?.endSeconds).toBe(144);
  });

  test('counts beats and bars, and boundaries stand on bars', async () => {
    const song = await analyseSong(composeSong(FORM), { card: CARD });
    expect(song.beatsPerBar).toBe(4);
    const offGrid = song.beats.map((beat) => Math.abs(beat - Math.round(beat * 2) / 2));
    expect(Math.max(...offGrid)).toBeLessThan(0.05);
    expect(song.beats.length).toBeGreaterThan(280);
    expect(song.downbeats.every((beat) => Math.abs(beat / 2 - Math.round(beat / 2)) < 0.05)).toBe(true);
    for (const { startSeconds } of song.segments.slice(1)) expect(song.downbeats).toContain(startSeconds);
  });

  test('silence and noise are one section without beats', async () => {
    const heard = composeSong([{ kind: 'A', seconds: 60 }]);
    const noise = createNoise(3);
    const still = {
      ...heard,
      onsetStrength: new Float32Array(60 * 64),
      tempo: { bpm: null, confidence: 0, alternatives: [] },
      frames: {
        ...heard.frames,
        embedding: heard.frames.embedding.map(() => noise()),
        chroma: heard.frames.chroma.map(() => noise()),
      },
    };
    const song = await analyseSong(still, { card: CARD });
    expect(song.beats).toEqual([]);
    expect(song.tempoCurve).toEqual([]);
    expect(song.beatsPerBar).toBeNull();
    expect(song.segments[0]?.startSeconds).toBe(0);
    expect(song.segments.at(-1)?.endSeconds).toBe(60);
  });

  test('ten seconds are enough, and three hours are not too much', async () => {
    const short = await analyseSong(composeSong([{ kind: 'A', seconds: 10 }]), { card: CARD });
    expect(short.segments.length).toBeLessThanOrEqual(2);
    const kinds = ['A', 'B', 'C', 'D'] as const;
    const started = process.cpuUsage();
    const long = await analyseSong(
      composeSong(Array.from({ length: 108 }, (_, i) => ({ kind: kinds[(i * i) % 4] as 'A', seconds: 100 }))),
      { card: CARD },
    );
    expect(process.cpuUsage(started).user / 1e6).toBeLessThan(30);
    expect(long.durationSeconds).toBe(10_800);
    expect(long.selfSimilarity.matrix(200).cells).toBeLessThanOrEqual(200);
  });
});
