import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { averageOverCells, layCells } from '../../src/structure/section-grid.js';

describe('layCells', () => {
  test('cuts at beats, and between them where they are far apart', () => {
    const { edges, metre } = layCells({ beats: [1, 2, 3], downbeats: [1, 3] }, 5);
    expect([...edges]).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5]);
    expect([...metre]).toEqual([0, 0, 2, 0, 1, 0, 2, 0, 1, 0]);
  });

  test('a tempo taken at half or at double leaves the cells much as they are', () => {
    const at = (bpm: number) => Array.from({ length: bpm / 2 }, (_, b) => (b * 60) / bpm);
    const lengths = [60, 120].map((bpm) => layCells({ beats: at(bpm), downbeats: [] }, 30).metre.length);
    expect(lengths).toEqual([60, 60]);
  });

  test('where there is no beat, a cell is half a second', () => {
    expect([...layCells({ beats: [], downbeats: [] }, 1.6).edges]).toEqual([0, 0.5, 1, 1.6]);
  });

  test('cells follow each other without gaps, whatever the beats', () => {
    const gaps = fc.array(fc.double({ min: 0.01, max: 4, noNaN: true }), { maxLength: 30 });
    fc.assert(
      fc.property(gaps, fc.double({ min: 0, max: 3, noNaN: true }), (steps, tail) => {
        let at = 0;
        const beats = steps.map((step) => {
          at += step;
          return at;
        });
        const { edges, metre } = layCells({ beats, downbeats: beats.slice(0, 1) }, at + tail + 1);
        expect(edges).toHaveLength(metre.length + 1);
        expect([edges[0], edges.at(-1)]).toEqual([0, at + tail + 1]);
        const lengths = [...edges.subarray(1)].map((edge, g) => edge - (edges[g] as number));
        expect(Math.min(...lengths)).toBeGreaterThan(0.19);
        expect(Math.max(...lengths)).toBeLessThan(1);
      }),
    );
  });
});

test('averageOverCells weighs samples by their share of a cell, and repeats the last', () => {
  const values = Float32Array.of(0, 10, 4, 20, 8, 30);
  const means = averageOverCells(values, 2, 1, Float64Array.of(0, 0.5, 1.5, 3, 4));
  expect([...means]).toEqual([0, 10, 2, 15, expect.closeTo(20 / 3, 5), expect.closeTo(80 / 3, 5), 8, 30]);
});
