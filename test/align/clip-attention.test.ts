import { expect, test } from '@jest/globals';
import { spreadOverClips } from '../../src/align/clip-attention.js';

test('a place is spread over the clips that it covers, by their share', () => {
  const cells = [
    { startSeconds: 0, endSeconds: 15 },
    { startSeconds: 15, endSeconds: 30 },
  ];
  const spread = spreadOverClips(cells, Float64Array.of(1, 0), [0, 10, 20], 10);
  expect(spread).toEqual([expect.closeTo(2 / 3), expect.closeTo(1 / 3), 0]);
  const even = spreadOverClips(cells, Float64Array.of(0.5, 0.5), [0, 10, 20], 10);
  for (const share of even) expect(share).toBeCloseTo(1 / 3);
});
