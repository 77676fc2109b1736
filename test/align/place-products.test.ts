import { expect, test } from '@jest/globals';
import { clipAt, placeAmongClips } from '../../src/align/clip-at.js';
import { laySpans } from '../../src/align/lay-spans.js';
import { addCosines, clipProducts, type PlacedClips, placeClips } from '../../src/align/place-products.js';
import { dot, toUnitLength } from '../../src/retrieve/vectors.js';
import { randomVector } from '../retrieve/support/fake-model.js';

const song = (seed: number, clipCount: number) => {
  const clips = Array.from({ length: clipCount }, (_, n) => ({
    startSeconds: 10 * n,
    embedding: randomVector(seed + n).map((value) => value * (n + 1)),
  }));
  const spans = laySpans(10 * clipCount);
  return { clips, spans, places: spans.map((span) => placeAmongClips(clips, span, 10)) };
};

test.each([
  ['less a centre', randomVector(99)],
  ['as they are', new Float32Array(0)],
])('cosines from the products of clips are those of the moments themselves, %s', (_, centre) => {
  const [a, b] = [song(1, 5), song(50, 3)];
  const [left, right] = [a, b].map(({ clips, places }) =>
    placeClips(
      clips.map(({ embedding }) => embedding),
      places,
    ),
  ) as [PlacedClips, PlacedClips];
  const cosines = new Float32Array(a.places.length * b.places.length);
  addCosines(cosines, left, right, clipProducts(left, right), centre);
  expect(cosines.length).toBe(25 * 15);
  const direction = (vector: Float32Array) => toUnitLength(vector.map((value, d) => value - (centre[d] ?? 0)));
  for (const [i, spanA] of a.spans.entries())
    for (const [j, spanB] of b.spans.entries()) {
      const [x, y] = [clipAt(a.clips, spanA, 10), clipAt(b.clips, spanB, 10)];
      expect(cosines[i * b.spans.length + j]).toBeCloseTo(dot(direction(x), direction(y)), 4);
    }
});

test('the ends of a song are its first and last clip', () => {
  const { clips, places } = song(1, 3);
  expect([places[0], places.at(-1)]).toEqual([
    { before: 0, after: 0, share: 0 },
    { before: 2, after: 2, share: 0 },
  ]);
  expect(placeAmongClips(clips, { startSeconds: 9, endSeconds: 11 }, 10)).toEqual({ before: 0, after: 1, share: 0.5 });
});
