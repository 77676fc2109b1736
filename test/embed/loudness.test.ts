import { describe, expect, test } from '@jest/globals';
import { createLoudnessMeter, SILENCE_LUFS } from '../../src/embed/loudness.js';

const RATE_HZ = 16000;

async function hear(samples: Float32Array, rateHz = RATE_HZ) {
  const meter = createLoudnessMeter(rateHz);
  async function* blocks() {
    for (let start = 0; start < samples.length; start += 7000) yield samples.subarray(start, start + 7000);
  }
  for await (const _ of meter.measure(blocks())); // only passes by
  return meter.curve();
}

function sine(seconds: number, hz: number, level: (second: number) => number, rateHz = RATE_HZ): Float32Array {
  return Float32Array.from(
    { length: seconds * rateHz },
    (_, n) => level(n / rateHz) * Math.sin((2 * Math.PI * hz * n) / rateHz),
  );
}

describe('loudness', () => {
  // EBU Tech 3341, case 1 (there in stereo, which reads 3 dB more): 1 kHz at -23 dBFS.
  test('a sine of 1 kHz reads its level less 3 dB, at every rate', async () => {
    for (const rateHz of [48000, 16000]) {
      const { momentaryLufs, integratedLufs } = await hear(
        sine(4, 1000, () => 10 ** (-23 / 20), rateHz),
        rateHz,
      );
      expect(integratedLufs).toBeCloseTo(-26.01, 1);
      expect(momentaryLufs).toHaveLength(40);
      expect(momentaryLufs[20]).toBeCloseTo(-26.01, 1);
    }
  });

  // EBU Tech 3341, case 3: what lies 10 LU below the rest does not count.
  test('quiet passages are gated', async () => {
    const level = (second: number) => 10 ** ((second < 2 || second >= 8 ? -36 : -23) / 20);
    expect((await hear(sine(10, 1000, level))).integratedLufs).toBeCloseTo(-26.01, 0);
  });

  test('silence has no loudness', async () => {
    const { momentaryLufs, integratedLufs } = await hear(new Float32Array(RATE_HZ));
    expect(integratedLufs).toBeNull();
    expect(new Set(momentaryLufs)).toEqual(new Set([SILENCE_LUFS]));
  });
});
