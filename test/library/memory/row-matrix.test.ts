import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import wabt from 'wabt';
import { bestOf } from '../../../src/library/memory/best-of.js';
import { RowMatrix } from '../../../src/library/memory/row-matrix.js';
import { ROW_MATRIX_WASM } from '../../../src/library/memory/row-matrix-wasm.js';
import { openPackedClips, packClips, unpackClips } from '../../../src/library/packed-clips.js';
import { compareSentences } from '../../../src/retrieve/fuse.js';
import { vectorOf } from '../support/fake-songs.js';

/** Odd on purpose: rows are filled up with zeros. */
const SIZE = 37;
const clips = Array.from({ length: 500 }, (_, n) => ({ startSeconds: n, embedding: vectorOf(n, SIZE) }));
const packed = openPackedClips(packClips(clips));
const unpacked = unpackClips(packed).map((clip) => clip.embedding);
const vectors = Array.from({ length: 11 }, (_, s) => vectorOf(9000 + s, SIZE));
const expected = compareSentences(vectors, unpacked);

function filled(): RowMatrix {
  const matrix = new RowMatrix(SIZE);
  matrix.append(packed.values.subarray(0, 100 * SIZE), packed.scales.subarray(0, 100));
  expect(matrix.append(packed.values.subarray(100 * SIZE), packed.scales.subarray(100))).toBe(100);
  return matrix;
}

test('exact products are those of JavaScript to the last bit, whatever the span', () => {
  const [span, rest] = filled().compare(
    [
      { first: 7, count: 90 },
      { first: 97, count: 403 },
    ],
    vectors,
  ) as [Float32Array, Float32Array];
  for (let s = 0; s < vectors.length; s++) {
    expect(span.subarray(s * 90, (s + 1) * 90)).toEqual(expected.subarray(s * 500 + 7, s * 500 + 97));
    expect(rest.subarray(s * 403, (s + 1) * 403)).toEqual(expected.subarray(s * 500 + 97, (s + 1) * 500));
  }
});

test('quick products are right to a thousandth, for all rows and for picked ones', () => {
  const matrix = filled();
  const scanned = matrix.scan(vectors);
  const picked = Int32Array.of(499, 3, 250);
  for (const [s, vector] of vectors.entries()) {
    const row = expected.subarray(s * 500, (s + 1) * 500);
    const tolerance = 0.001 * Math.max(...row.map(Math.abs));
    for (const [n, product] of (scanned[s] as Float32Array).entries())
      expect(Math.abs(product - (row[n] as number))).toBeLessThan(tolerance);
    const some = matrix.score(picked, vector);
    for (const [i, n] of picked.entries())
      expect(Math.abs((some[i] as number) - (row[n] as number))).toBeLessThan(tolerance);
  }
});

test('rows are read back as they were written', () => {
  const { values, scales } = filled().read(98, 5);
  expect(values).toEqual(packed.values.slice(98 * SIZE, 103 * SIZE));
  expect(scales).toEqual(packed.scales.slice(98, 103));
});

test('the best of a list are the same as by sorting all of it, also where scores are equal', () => {
  for (const [length, count] of [
    [20_000, 300],
    [5_000, 4_999],
    [10, 3],
    [3, 10],
    [0, 1],
  ] as const) {
    for (const scores of [vectorOf(length, length), vectorOf(1, length).map((value) => Math.round(value * 2))]) {
      const sorted = [...scores.keys()].sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
      expect(bestOf(scores, count)).toEqual(sorted.slice(0, count));
    }
  }
});

test('the committed WASM is what row-matrix.wat says', async () => {
  const { parseWat } = await wabt();
  const source = await readFile('src/library/memory/row-matrix.wat', 'utf8');
  const { buffer } = parseWat('row-matrix.wat', source, { simd: true }).toBinary({});
  expect(Buffer.from(buffer).equals(ROW_MATRIX_WASM)).toBe(true);
});
