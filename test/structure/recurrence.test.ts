import { expect, test } from '@jest/globals';
import { measureRecurrence, RECURRENCE_VALUES } from '../../src/structure/recurrence.js';

/** One unit row a cell: sections are courses of their own axes. */
function layRows(sections: readonly string[], cellsEach: number): Float32Array {
  const columns = 64;
  const rows = new Float32Array(sections.length * cellsEach * columns);
  for (const [s, name] of sections.entries())
    for (let g = 0; g < cellsEach; g++)
      rows[(s * cellsEach + g) * columns + ((name.charCodeAt(0) * 17 + g * 5) % columns)] = 1;
  return rows;
}

const at = (values: Float32Array, g: number) => [
  ...values.subarray(g * RECURRENCE_VALUES, (g + 1) * RECURRENCE_VALUES),
];

test('what was heard before is known where it begins again, and where it ends', () => {
  const values = measureRecurrence(layRows(['A', 'B', 'A', 'C'], 24), 64, 8);
  const [after, before, begins, ends] = at(values, 48);
  expect([after, begins]).toEqual([1, 1]);
  expect(before).toBeLessThan(0.3);
  expect(ends).toBeLessThan(0.3);
  expect(at(values, 72)[3]).toBeCloseTo(1, 5);
  expect(at(values, 0).slice(0, 4)).toEqual([0, 0, 0, 0]);
});

test('what will come again is told apart from what came before', () => {
  const values = measureRecurrence(layRows(['A', 'B', 'A', 'C'], 24), 64, 8);
  expect(at(values, 0)[4]).toBeCloseTo(1, 5);
  expect(at(values, 24)[7]).toBeCloseTo(1, 5);
  expect(at(values, 80)[4]).toBeLessThan(0.3);
});

test('a song shorter than the shortest lag repeats nothing', () => {
  expect(measureRecurrence(layRows(['A'], 10), 64, 8).every((value) => value === 0)).toBe(true);
});
