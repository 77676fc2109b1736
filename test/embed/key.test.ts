import { describe, expect, test } from '@jest/globals';
import { estimateKey } from '../../src/embed/key.js';
import { KEY_NAMES, parseKeyName } from '../../src/embed/key-names.js';

const MAJOR_CHORDS = [
  [0, 4, 7],
  [5, 9, 0],
  [7, 11, 2],
  [0, 4, 7],
  [9, 0, 4],
  [2, 5, 9],
  [7, 11, 2],
  [0, 4, 7],
];
const MINOR_CHORDS = [
  [0, 3, 7],
  [5, 8, 0],
  [7, 11, 2],
  [0, 3, 7],
  [8, 0, 3],
  [5, 8, 0],
  [7, 11, 2],
  [0, 3, 7],
];

/** Uniform numbers that are the same in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Chroma of a cadence, shape (F × 12): chord tones, their third harmonic, and noise. */
function cadence(chords: readonly number[][], tonic: number, noise: number): Float32Array {
  const next = random(tonic + 1);
  const frames = chords.flatMap((chord) => Array.from({ length: 16 }, () => chord));
  const chroma = new Float32Array(frames.length * 12).map(() => noise * next());
  for (const [f, chord] of frames.entries()) {
    for (const tone of chord) {
      for (const [interval, height] of [
        [0, 1],
        [7, 0.25],
      ] as const) {
        const i = f * 12 + ((tone + tonic + interval) % 12);
        chroma[i] = (chroma[i] as number) + height;
      }
    }
  }
  return chroma;
}

describe('estimateKey', () => {
  test.each(KEY_NAMES)('hears %s', (name) => {
    const index = KEY_NAMES.indexOf(name);
    const chords = index < 12 ? MAJOR_CHORDS : MINOR_CHORDS;
    for (const noise of [0, 0.5, 1]) {
      const { key, confidence } = estimateKey(cadence(chords, index % 12, noise));
      expect(key).toBe(name);
      expect(confidence).toBeGreaterThan(0.1);
      expect(confidence).toBeLessThanOrEqual(1);
    }
  });

  test('knows when there is none', () => {
    const none = { key: null, confidence: 0 };
    expect(estimateKey(new Float32Array(0))).toEqual(none);
    expect(estimateKey(new Float32Array(1200))).toEqual(none);
    expect(estimateKey(new Float32Array(1200).fill(0.5))).toEqual(none);
    for (let seed = 1; seed <= 20; seed++)
      expect(estimateKey(new Float32Array(12 * 400).map(random(seed * 7919)))).toEqual(none);
  });

  test('a ragged shape is refused', () => {
    expect(() => estimateKey(new Float32Array(13))).toThrow(expect.objectContaining({ code: 'E_SHAPE' }));
  });
});

describe('parseKeyName', () => {
  test.each([
    ['A minor', 'A minor'],
    ['am', 'A minor'],
    ['Amin', 'A minor'],
    ['a moll', 'A minor'],
    ['C', 'C major'],
    ['CM', 'C major'],
    ['b', 'B major'],
    ['Bb', 'Bb major'],
    ['B minor', 'B minor'],
    ['bbm', 'Bb minor'],
    ['Db minor', 'C# minor'],
    ['C# major', 'Db major'],
    ['g-flat major', 'F# major'],
    ['F sharp minor', 'F# minor'],
    ['Cb', 'B major'],
  ])('%s is %s', (text, name) => {
    expect(parseKeyName(text)).toBe(name);
  });

  test.each(['', 'H minor', 'A dorian', 'fast', '8A'])('"%s" names no key', (text) => {
    expect(parseKeyName(text)).toBeNull();
  });
});
