import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import wabt from 'wabt';
import { createResampler } from '../../../src/audio/resampling/resampler.js';
import { RESAMPLER_WASM } from '../../../src/audio/resampling/resampler-wasm.js';
import { fitTone, makeTone } from '../tone.js';

const TARGET_HZ = 16_000;

function resampleWhole(signal: Float32Array, fromHz: number, toHz = TARGET_HZ): Float32Array {
  const resampler = createResampler(fromHz, toHz);
  return Float32Array.from([...resampler.push(signal), ...resampler.flush()]);
}

/** The middle of a signal, away from where it begins and ends. */
const middle = (signal: Float32Array): Float32Array => signal.subarray(1000, signal.length - 1000);

test.each([
  [1000, 44_100],
  [6000, 44_100],
  [1000, 48_000],
  [6000, 48_000],
  [1000, 96_000],
  [6000, 32_000],
  [1000, 22_050],
  [6000, 22_050],
  [1000, 11_025],
  [3000, 8000],
  [1000, 44_056],
])('%i Hz from %i Hz keeps its amplitude with at least 70 dB over everything else', (frequencyHz, fromHz) => {
  const { amplitude, snrDb } = fitTone(
    middle(resampleWhole(makeTone(frequencyHz, fromHz, fromHz), fromHz)),
    frequencyHz,
    TARGET_HZ,
  );
  expect(snrDb).toBeGreaterThan(70);
  expect(amplitude).toBeCloseTo(0.5, 3);
});

test.each([
  [9000, 44_100],
  [10_000, 44_100],
  [12_000, 48_000],
  [15_000, 48_000],
  [15_000, 44_100],
  [40_000, 96_000],
  [10_000, 22_050],
])('%i Hz from %i Hz leaves less than -60 dB', (frequencyHz, fromHz) => {
  const rest = middle(resampleWhole(makeTone(frequencyHz, fromHz, fromHz), fromHz));
  const power = rest.reduce((sum, x) => sum + x * x, 0) / rest.length;
  expect(10 * Math.log10(power / 0.125)).toBeLessThan(-60);
});

test('an impulse stays where it was', () => {
  const impulse = new Float32Array(44_100);
  impulse[22_050] = 1;
  const out = resampleWhole(impulse, 44_100);
  expect(out.indexOf(Math.max(...out))).toBe(8000);
});

test('blocks of any size give the same samples as the whole, and the exact count', () => {
  const signal = makeTone(440, 44_100, 30_000);
  const whole = resampleWhole(signal, 44_100);
  expect(whole).toHaveLength(Math.round((30_000 * 160) / 441));
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 12 }), (sizes) => {
      const resampler = createResampler(44_100, TARGET_HZ);
      const out: number[] = [];
      let at = 0;
      for (const size of [...sizes, signal.length]) {
        out.push(...resampler.push(signal.subarray(at, at + size)));
        at = Math.min(signal.length, at + size);
      }
      out.push(...resampler.flush());
      expect(Float32Array.from(out)).toEqual(whole);
    }),
    { seed: 1, numRuns: 25 },
  );
});

test('lengths are exact for odd pairs of rates', () => {
  for (const [fromHz, toHz, samples] of [
    [8000, 16_000, 4001],
    [96_000, 16_000, 10_001],
    [11_025, 16_000, 5000],
    [16_000, 16_000, 777],
    [44_101, 16_000, 44_101],
    [48_000, 44_100, 3],
  ] as const) {
    expect(resampleWhole(new Float32Array(samples), fromHz, toHz)).toHaveLength(Math.round((samples * toHz) / fromHz));
  }
});

test('the committed WASM is what resampler.wat says', async () => {
  const { parseWat } = await wabt();
  const source = await readFile('src/audio/resampling/resampler.wat', 'utf8');
  const { buffer } = parseWat('resampler.wat', source, { simd: true }).toBinary({});
  expect(Buffer.from(buffer).equals(RESAMPLER_WASM)).toBe(true);
});
