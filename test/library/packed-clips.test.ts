import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openPackedClips, packClips, unpackClips } from '../../src/library/packed-clips.js';
import { vectorOf } from './support/fake-songs.js';

test('what is packed comes back within half a step of the scale', () => {
  const songs = fc.integer({ min: 1, max: 300 }).chain((size) =>
    fc.array(fc.float32Array({ minLength: size, maxLength: size, noNaN: true, min: -50, max: 50 }), {
      minLength: 1,
      maxLength: 8,
    }),
  );
  fc.assert(
    fc.property(songs, (vectors) => {
      const back = unpackClips(
        openPackedClips(packClips(vectors.map((embedding, n) => ({ startSeconds: 10 * n + 0.5, embedding })))),
      );
      expect(back.map((clip) => clip.startSeconds)).toEqual(vectors.map((_, n) => 10 * n + 0.5));
      for (const [n, vector] of vectors.entries()) {
        const step = Math.max(...vector.map(Math.abs)) / 127;
        const errors = vector.map((value, d) => Math.abs((back[n]?.embedding[d] as number) - value));
        expect(Math.max(...errors)).toBeLessThanOrEqual(step * 0.5001 + 1e-12);
      }
    }),
    { numRuns: 100, seed: 1 },
  );
});

test('an 8-bit vector hardly turns: its cosine with the original stays above 0.9998', () => {
  for (let seed = 1; seed <= 50; seed++) {
    const vector = vectorOf(seed, 256);
    const [back] = unpackClips(openPackedClips(packClips([{ startSeconds: 0, embedding: vector }])));
    const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, d) => sum + value * (b[d] as number), 0);
    const other = back?.embedding as Float32Array;
    expect(dot(vector, other) / Math.sqrt(dot(vector, vector) * dot(other, other))).toBeGreaterThan(0.9998);
  }
});

test('bytes of a later version are refused', () => {
  const bytes = packClips([{ startSeconds: 0, embedding: vectorOf(1) }]);
  bytes[0] = 99;
  expect(() => openPackedClips(bytes)).toThrow(expect.objectContaining({ code: 'E_LIBRARY' }));
});

test('levels come back within half a step; songs without them are as before', () => {
  const clips = [-70, -33.3, -14.2, 0].map((lufs, n) => ({ startSeconds: n, embedding: vectorOf(n, 16), lufs }));
  const back = openPackedClips(packClips(clips));
  for (const [n, { lufs }] of clips.entries())
    expect(Math.abs((back.lufs?.[n] as number) - lufs)).toBeLessThanOrEqual(0.151);
  expect(unpackClips(back).map(({ lufs }) => Math.round(lufs as number))).toEqual([-70, -33, -14, -0]);
  const plain = packClips(clips.map(({ startSeconds, embedding }) => ({ startSeconds, embedding })));
  expect(new DataView(plain.buffer).getUint16(0, true)).toBe(1);
  expect(openPackedClips(plain).lufs).toBeNull();
  expect(unpackClips(openPackedClips(plain)).every((clip) => !('lufs' in clip))).toBe(true);
  expect(back.values).toEqual(openPackedClips(plain).values);
});
