import { expect, test } from '@jest/globals';
import { clipAt, placeAmongClips } from '../../src/align/clip-at.js';
import { laySpans } from '../../src/align/lay-spans.js';
import { placeCosines } from '../../src/align/place-products.js';
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

test('cosines from the products of clips are those of the moments themselves', () => {
  const [a, b] = [song(1, 5), song(50, 3)];
  const placed = ({ clips, places }: typeof a) => ({ places, clips: clips.map(({ embedding }) => embedding) });
  const cosines = placeCosines(placed(a), placed(b));
  expect(cosines.length).toBe(25 * 15);
  for (const [i, left] of a.spans.entries())
    for (const [j, right] of b.spans.entries()) {
      const [x, y] = [clipAt(a.clips, left, 10), clipAt(b.clips, right, 10)];
      expect(cosines[i * b.spans.length + j]).toBeCloseTo(dot(toUnitLength(x), toUnitLength(y)), 5);
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
