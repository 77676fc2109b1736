import { expect, test } from '@jest/globals';
import { measureWaveform, outlinePath } from '../../../src/cli/picture/waveform.js';

async function* blocks(samples: number[], size: number) {
  for (let start = 0; start < samples.length; start += size)
    yield Float32Array.from(samples.slice(start, start + size));
}

test('peaks and levels relative to the loudest, whatever the blocks', async () => {
  const samples = [...Array(50).fill(0.1), ...Array(50).fill(-0.5)];
  for (const size of [1, 7, 100]) {
    const wave = await measureWaveform(blocks(samples, size), { sampleRateHz: 100, durationSeconds: 1, buckets: 2 });
    expect(wave.peaks[0]).toBeCloseTo(0.2);
    expect(wave.peaks[1]).toBeCloseTo(1);
    expect(wave.levels[1]).toBeCloseTo(1);
  }
});

test('silence stays flat, and more samples than announced fall into the last bucket', async () => {
  const silent = await measureWaveform(blocks([0, 0], 1), { sampleRateHz: 2, durationSeconds: 1, buckets: 2 });
  expect(silent.peaks).toEqual([0, 0]);
  const longer = await measureWaveform(blocks([0.2, 0.4, 0.4], 3), { sampleRateHz: 2, durationSeconds: 1, buckets: 2 });
  expect(longer.peaks[0]).toBeCloseTo(0.5);
  expect(longer.peaks[1]).toBe(1);
});

test('an outline is mirrored about the middle', () => {
  expect(outlinePath([0, 1])).toBe('M0.0 50.0L1000.0 0.0L1000.0 100.0L0.0 50.0Z');
});
