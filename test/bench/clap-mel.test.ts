import { expect, test } from '@jest/globals';
import { clapLogMel } from '../../src/bench/clap-mel.js';

test('a chirp has the values of the public feature extractor', () => {
  // transformers 4.30.2: ClapFeatureExtractor(truncation='rand_trunc', frequency_min=50, frequency_max=14000)
  const chirp = Float32Array.from({ length: 480_000 }, (_, i) => {
    const t = i / 48_000;
    return Math.sin(2 * Math.PI * (200 + 300 * t) * t);
  });
  const mel = clapLogMel(chirp);
  expect(mel).toHaveLength(1001 * 64);
  expect(mel.reduce((sum, value) => sum + value, 0) / mel.length).toBeCloseTo(-76.2687, 2);
  for (const [frame, band, decibels] of [
    [0, 0, 25.8542],
    [0, 10, 1.6921],
    [500, 5, -92.0983],
    [500, 40, -38.6991],
    [500, 63, -100],
    [1000, 20, -12.1647],
  ] as const)
    expect(mel[frame * 64 + band]).toBeCloseTo(decibels, 2);
});
