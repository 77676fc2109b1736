import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatCdFrames, formatClock, formatMinutes } from '../../src/clock.js';
import { formatTimecode } from '../../src/export/times/timecode.js';

test('clocks carry instead of showing sixty', () => {
  expect(formatClock(59.9996)).toBe('00:01:00.000');
  expect(formatClock(3723.25)).toBe('01:02:03.250');
  expect(formatMinutes(3723.25)).toBe('62:03.250');
  expect(formatCdFrames(70.25)).toBe('01:10:19');
  expect(formatCdFrames(59.999)).toBe('01:00:00');
});

test('clocks are right to half of their last digit', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 360_000, noNaN: true }), (seconds) => {
      const [hours, minutes, rest] = formatClock(seconds).split(':').map(Number) as [number, number, number];
      expect(minutes).toBeLessThan(60);
      expect(rest).toBeLessThan(60);
      expect(Math.abs(hours * 3600 + minutes * 60 + rest - seconds)).toBeLessThan(0.000501);
    }),
  );
});

describe('timecode', () => {
  test.each([
    [0, '25', '00:00:00:00'],
    [3661.2, '25', '01:01:01:05'],
    [86_400.04, '25', '00:00:00:01'],
    [1001, '23.976', '00:16:40:00'],
    // Two numbers go at each minute but the tenth: 1799 is the last frame of the first minute
    [(1799 * 1001) / 30_000, '29.97', '00:00:59;29'],
    [(1800 * 1001) / 30_000, '29.97', '00:01:00;02'],
    [(17_981 * 1001) / 30_000, '29.97', '00:09:59;29'],
    [(17_982 * 1001) / 30_000, '29.97', '00:10:00;00'],
    [(107_892 * 1001) / 30_000, '29.97', '01:00:00;00'],
  ] as const)('%d s at %s frames is %s', (seconds, rate, text) => {
    expect(formatTimecode(seconds, rate)).toBe(text);
  });

  test('drop-frame timecode stays within two and a half frames of its own pace, and no two frames share a number', () => {
    let before = '';
    for (let frame = 0; frame < 108_000; frame++) {
      const text = formatTimecode((frame * 1001) / 30_000, '29.97');
      expect(text > before).toBe(true);
      before = text;
    }
    // Ten minutes of numbers have 17 982 frames, which last .6 ms less: 86 ms a day (SMPTE ST 12-1)
    const pace = 600 / ((17_982 * 1001) / 30_000);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 86_399, noNaN: true }), (seconds) => {
        const [hours, minutes, rest, frames] = formatTimecode(seconds, '29.97').split(/[:;]/).map(Number) as [
          number,
          number,
          number,
          number,
        ];
        // Up to two numbers are still to be dropped, or were dropped early; and half a frame of rounding
        expect(Math.abs(hours * 3600 + minutes * 60 + rest + frames / 30 - seconds * pace)).toBeLessThan(2.5 / 30);
      }),
      { examples: [[61_620.20865]] },
    );
  });
});
