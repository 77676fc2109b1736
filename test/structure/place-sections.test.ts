import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { placeSections } from '../../src/structure/place-sections.js';

const OPTIONS = { threshold: 0.4, typicalSeconds: 18 };
const edges = Float64Array.from({ length: 201 }, (_, g) => g / 2);
const placed = (...cells: (readonly [number, number])[]) => {
  const begins = new Float32Array(200);
  for (const [g, probability] of cells) begins[g] = probability;
  return placeSections(begins, edges, OPTIONS).map(({ seconds }) => seconds);
};

describe('placeSections', () => {
  test('of beginnings that are too close the likelier stays, and none stands at the ends', () => {
    expect(placed([4, 0.9], [40, 0.6], [45, 0.8], [100, 0.9], [150, 0.9], [197, 0.9])).toEqual([22.5, 50, 75]);
  });

  test('an unlikely beginning counts where a section would be too long without it', () => {
    expect(placed([40, 0.9], [80, 0.35], [120, 0.9], [160, 0.9])).toEqual([20, 40, 60, 80]);
    expect(placed([40, 0.9], [60, 0.35], [80, 0.9], [120, 0.9], [160, 0.9])).toEqual([20, 40, 60, 80]);
  });

  test('where nothing begins, the song is one section', () => {
    expect(placed()).toEqual([]);
    expect(placeSections(Float32Array.of(0.9, 0.9), Float64Array.of(0, 1, 2), OPTIONS)).toEqual([]);
  });

  test('sections are never shorter than six seconds', () => {
    fc.assert(
      fc.property(fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 200, maxLength: 200 }), (values) => {
        const found = placeSections(Float32Array.from(values), edges, OPTIONS).map(({ seconds }) => seconds);
        const lengths = [...found, 100].map((seconds, i) => seconds - (found[i - 1] ?? 0));
        expect(Math.min(...lengths)).toBeGreaterThanOrEqual(6);
      }),
      { numRuns: 30 },
    );
  });
});
