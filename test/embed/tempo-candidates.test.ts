import { expect, test } from '@jest/globals';
import { correlateOnsets, estimateTempo } from '../../src/embed/tempo.js';
import { CANDIDATE_VALUES, CANDIDATES_BPM, describeCandidates } from '../../src/embed/tempo-candidates.js';

const RATE_HZ = 64;
const clicks = (bpm: number, seconds = 60) => {
  const strength = new Float32Array(seconds * RATE_HZ);
  for (let beat = 0; (beat * 60) / bpm < seconds; beat++) strength[Math.round((beat * 60 * RATE_HZ) / bpm)] = 1;
  return strength;
};

test('every candidate is described: regularity is highest at the beat itself', () => {
  const strength = clicks(120);
  const described = describeCandidates(correlateOnsets(strength, RATE_HZ) as Float64Array, strength, RATE_HZ);
  expect(described).toHaveLength(CANDIDATES_BPM.length * CANDIDATE_VALUES);
  expect(described.every(Number.isFinite)).toBe(true);
  const at = CANDIDATES_BPM.findIndex((bpm) => Math.abs(bpm - 120) < 0.1);
  const own = described.subarray(at * CANDIDATE_VALUES, (at + 1) * CANDIDATE_VALUES);
  expect(own[5]).toBeGreaterThan(0.9); // regular at one beat
  expect(own[8]).toBeLessThan(0.1); // not at half of it
  expect(own[22]).toBeCloseTo(0, 5); // octaves from 120
});

test('learned weights choose the level', () => {
  const unit = (place: number, weight: number) =>
    Array.from({ length: CANDIDATE_VALUES }, (_, v) => (v === place ? weight : 0));
  const towards = (octaves: number) => {
    // regularity at the beat, and a slope over the octaves: up or down
    const hidden = [unit(5, 1), unit(22, octaves)];
    return { hidden, bias: [0, 3], weights: [2, 1] };
  };
  expect(estimateTempo(clicks(100), RATE_HZ, towards(-0.5)).bpm).toBeCloseTo(50, 0);
  expect(estimateTempo(clicks(100), RATE_HZ, towards(0)).bpm as number).toBeGreaterThan(0);
  const { bpm, alternatives } = estimateTempo(clicks(100), RATE_HZ, towards(-0.1));
  expect([bpm, ...alternatives].some((level) => Math.abs((level as number) - 100) < 1)).toBe(true);
});

test('learned weights hear nothing in silence', () => {
  const choice = { hidden: [new Array(CANDIDATE_VALUES).fill(1)], bias: [0], weights: [1] };
  expect(estimateTempo(new Float32Array(60 * RATE_HZ), RATE_HZ, choice).bpm).toBeNull();
});
