import { expect, test } from '@jest/globals';
import { heatBackground, heatColour, scaleRow, valueAt } from '../../../src/cli/picture/heat-strip.js';

test('nothing is see-through, everything is opaque orange', () => {
  expect(heatColour(0)).toBe('rgba(116,92,255,0)');
  expect(heatColour(1)).toBe('rgba(255,106,26,1)');
  expect(heatColour(7)).toBe(heatColour(1));
});

test('a row runs from chance to its greatest value', () => {
  expect(scaleRow([0.25, 0.25, 0.25, 0.25])).toEqual([0, 0, 0, 0]);
  expect(scaleRow([0.1, 0.1, 0.7, 0.1])).toEqual([0, 0, 1, 0]);
});

test('values lie on straight lines between the middles of the clips', () => {
  const [middles, values] = [
    [5, 15],
    [0, 1],
  ];
  expect(valueAt(0, middles, values)).toBe(0);
  expect(valueAt(10, middles, values)).toBeCloseTo(0.5);
  expect(valueAt(99, middles, values)).toBe(1);
});

test('the hottest colour stands where the clip is', () => {
  const background = heatBackground([0, 0, 1, 0], [5, 15, 25, 35], 40);
  expect(background).toContain(`${heatColour(1)} 62.50%`);
  expect(background).toContain(`${heatColour(0)} 0.00%`);
});
