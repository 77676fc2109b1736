import { describe, expect, test } from '@jest/globals';
import { estimateTempo } from '../../src/embed/tempo.js';

const RATE_HZ = 64;

/** Uniform numbers that are the same in every run (a linear congruential generator). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Onsets as narrow bumps: beats, softer eighths between them, and noise. */
function beats(bpm: number, { seconds = 60, eighths = 0, noise = 0, seed = 1 } = {}): Float32Array {
  const next = random(seed);
  const envelope = new Float32Array(seconds * RATE_HZ).map(() => noise * next());
  const bump = (time: number, height: number) => {
    for (let i = Math.floor((time - 0.05) * RATE_HZ); i <= (time + 0.05) * RATE_HZ; i++) {
      if (i >= 0 && i < envelope.length)
        envelope[i] = (envelope[i] as number) + height * Math.exp(-0.5 * ((i / RATE_HZ - time) / 0.015) ** 2);
    }
  };
  for (let beat = 0; beat * (60 / bpm) < seconds; beat++) {
    bump(beat * (60 / bpm), 1);
    bump((beat + 0.5) * (60 / bpm), eighths);
  }
  return envelope;
}

describe('estimateTempo', () => {
  test.each([66, 72.5, 80, 90.3, 99, 108, 116.7, 120, 127.9, 133, 140, 151, 160])('hears %f BPM within 1 %', (bpm) => {
    for (const options of [{}, { eighths: 0.3 }, { eighths: 0.3, noise: 0.5 }, { seconds: 12, noise: 0.2 }]) {
      const { bpm: estimated, confidence } = estimateTempo(beats(bpm, options), RATE_HZ);
      expect(Math.abs((estimated as number) / bpm - 1)).toBeLessThan(0.01);
      expect(confidence).toBeGreaterThan(0.3);
    }
  });

  test.each([36, 44, 58, 176, 190, 215])('hears %f BPM, or offers it among the alternatives', (bpm) => {
    const { bpm: estimated, alternatives } = estimateTempo(beats(bpm), RATE_HZ);
    const levels = [estimated as number, ...alternatives];
    expect(levels.some((level) => Math.abs(level / bpm - 1) < 0.01)).toBe(true);
  });

  test('offers other metrical levels, the likelier first', () => {
    const { bpm, alternatives } = estimateTempo(beats(100, { eighths: 0.8 }), RATE_HZ);
    expect(bpm).toBeCloseTo(100, 0);
    expect(alternatives.map((other) => Math.round(other)).sort((a, b) => a - b)).toEqual([50, 67, 150, 200]);
    expect(Math.round(alternatives[0] as number)).toBe(200);
  });

  test('a swell under the beat does not slow it down', () => {
    const swelling = beats(124).map((value, i) => value + 3 * (1 + Math.sin((2 * Math.PI * i) / (5 * RATE_HZ))));
    expect(estimateTempo(swelling, RATE_HZ).bpm).toBeCloseTo(124, 0);
  });

  test('knows when nothing repeats', () => {
    const none = { bpm: null, confidence: 0, alternatives: [] };
    expect(estimateTempo(new Float32Array(60 * RATE_HZ), RATE_HZ)).toEqual(none);
    expect(estimateTempo(new Float32Array(60 * RATE_HZ).fill(0.7), RATE_HZ)).toEqual(none);
    expect(estimateTempo(new Float32Array(0), RATE_HZ)).toEqual(none);
    expect(estimateTempo(beats(120, { seconds: 2 }), RATE_HZ)).toEqual(none);
    for (let seed = 1; seed <= 10; seed++) {
      for (const seconds of [10, 60, 180]) {
        const noise = new Float32Array(seconds * RATE_HZ).map(random(seed * 7919));
        expect(estimateTempo(noise, RATE_HZ)).toEqual(none);
        const smooth = noise.map((value, i) => value + (noise[i - 1] ?? 0) + (noise[i - 2] ?? 0));
        expect(estimateTempo(smooth, RATE_HZ)).toEqual(none);
      }
    }
  });

  test('a rate that is none is refused', () => {
    expect(() => estimateTempo(new Float32Array(10), 0)).toThrow(expect.objectContaining({ code: 'E_SHAPE' }));
  });
});
