import { expect, test } from '@jest/globals';
import { chooseLandmarks } from '../../src/library/landmarks.js';
import { vectorOf } from './support/fake-songs.js';

test('short songs keep all of their clips', () => {
  expect(chooseLandmarks([])).toEqual([]);
  expect(chooseLandmarks([1, 2, 3, 4].map((seed) => vectorOf(seed)))).toEqual([0, 1, 2, 3]);
});

test('each of four different parts is represented', () => {
  const parts = [11, 22, 33, 44].map((seed) => vectorOf(seed, 64));
  const clips = Array.from({ length: 24 }, (_, n) => {
    const part = parts[Math.floor(n / 6)] as Float32Array;
    const noise = vectorOf(100 + n, 64);
    return part.map((value, d) => value + 0.2 * (noise[d] as number));
  });
  expect(chooseLandmarks(clips).map((n) => Math.floor(n / 6))).toEqual([0, 1, 2, 3]);
});

test('long recordings get about one a minute, equal clips do no harm', () => {
  const clips = Array.from({ length: 300 }, (_, n) => vectorOf(n % 7));
  const chosen = chooseLandmarks(clips);
  expect(chosen.length).toBe(52); // 16 of each 96 clips, 4 of the 12 that are left
  expect(new Set(chosen).size).toBe(52);
  expect([...chosen].sort((a, b) => a - b)).toEqual(chosen);
  expect(chooseLandmarks(Array.from({ length: 30 }, () => new Float32Array(8)))).toHaveLength(5);
});
