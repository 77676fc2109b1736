import { expect, test } from '@jest/globals';
import type { ModelCard } from '../../src/model/card.js';
import type { SectionCells } from '../../src/model/model.js';
import { analyseSong } from '../../src/structure/analyse-song.js';
import { shareSinging, singingLog } from '../../src/structure/singing.js';
import { CARD, composeSong } from './support/composed-song.js';

const even = [0.5, 0.5];
const structure = {
  ...{ file: 'structure.onnx', values: 77, functions: ['instrumental', 'chorus'], threshold: 0.4, typicalSeconds: 18 },
  order: { first: even, next: [even, even], last: even },
};
const calibration = { sung: { direction: [1, 0], from: 0.2, to: 0.7, allowances: {} } };
const base = { ...CARD, structure, clipSeconds: 10, metric: 'dot' };
const card = { ...base, calibration } as unknown as ModelCard;
const song = composeSong([
  { kind: 'A', seconds: 20 },
  { kind: 'B', seconds: 20 },
]);
const clipsOf = (...levels: number[]) =>
  levels.map((level, n) => ({ startSeconds: 10 * n, embedding: Float32Array.of(level, 1) }));
const spans = [
  { startSeconds: 0, endSeconds: 20 },
  { startSeconds: 20, endSeconds: 40 },
];

test('how far sections of a sung song are sung', () => {
  const heard = { ...song, clips: clipsOf(0, 0.45, 0.9, 0.9) };
  expect(shareSinging(heard, spans, card)).toEqual([expect.closeTo(0.25), expect.closeTo(1)]);
});

test('of a song that is hardly sung, or whose clips are not known, nothing is said', () => {
  expect(shareSinging({ ...song, clips: clipsOf(0, 0, 0.45, 0.45) }, spans, card)).toBeNull();
  expect(shareSinging(song, spans, card)).toBeNull();
  expect(
    shareSinging({ ...song, clips: clipsOf(1, 1, 1, 1) }, spans, { ...base, calibration: {} } as unknown as ModelCard),
  ).toBeNull();
});

test('a section that is sung throughout is not instrumental, one without a singer rather no verse', () => {
  expect(singingLog('instrumental', 1)).toBeLessThan(-5);
  expect(singingLog('instrumental', 0)).toBeCloseTo(0);
  expect(singingLog('verse', 0)).toBeLessThan(singingLog('chorus', 0));
  expect(singingLog('bridge', 0.5)).toBeCloseTo(0);
});

/** A head that hears a beginning with cell 40, and everywhere rather an instrumental part. */
const head = async ({ values, size }: SectionCells) => {
  const count = values.length / size;
  const begins = Float32Array.from({ length: count }, (_, g) => (g === 40 ? 0.9 : 0.1));
  const functions = Float32Array.from({ length: count * 2 }, (_, i) => (i % 2 ? 0.4 : 0.6));
  return { begins, functions };
};

test('a song is read with what its clips say of singing', async () => {
  const functionsOf = async (clips: ReturnType<typeof clipsOf>) =>
    (await analyseSong({ ...song, clips }, { card, markSections: head })).segments.map((one) => one.function);
  expect(await functionsOf(clipsOf(0, 0, 0, 0))).toEqual(['instrumental', 'instrumental']);
  expect(await functionsOf(clipsOf(0, 0, 0.9, 0.9))).toEqual(['instrumental', 'chorus']);
});
