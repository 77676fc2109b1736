import { expect, test } from '@jest/globals';
import type { ModelCard } from '../../src/model/card.js';
import type { SectionCells } from '../../src/model/model.js';
import { analyseSong } from '../../src/structure/analyse-song.js';
import { readSections } from '../../src/structure/read-sections.js';
import { hearCells } from '../../src/structure/song-cells.js';
import { CARD, composeSong } from './support/composed-song.js';

const even = [0.5, 0.5];
const STRUCTURE = {
  ...{ file: 'structure.onnx', values: 77, functions: ['verse', 'chorus'], threshold: 0.4, typicalSeconds: 18 },
  order: { first: even, next: [even, even], last: even },
} as const;
const card = { ...CARD, structure: STRUCTURE } as unknown as ModelCard;
const song = composeSong([
  { kind: 'A', seconds: 20 },
  { kind: 'B', seconds: 20 },
]);

/** A head that hears a beginning with cell 40, a chorus from there on, and a second, weaker one close by. */
const head = async ({ values, size }: SectionCells) => {
  const count = values.length / size;
  const begins = Float32Array.from({ length: count }, (_, g) => (g === 40 ? 0.9 : g === 43 ? 0.8 : 0.1));
  const functions = Float32Array.from({ length: count * 2 }, (_, i) => (i % 2 === (i >= 80 ? 1 : 0) ? 0.9 : 0.1));
  return { begins, functions };
};

test('sections begin and are called as the head says', async () => {
  const { segments } = await analyseSong(song, { card, markSections: head });
  expect(segments.map((segment) => segment.function)).toEqual(['verse', 'chorus']);
  expect(segments[1]?.startSeconds).toBeCloseTo(20, 1);
  expect(segments[0]?.confidence).toBeGreaterThan(0.8);
});

test('without a head there is nothing to read', async () => {
  expect(await readSections(song, hearCells(song, noBeats), 0, { card: CARD })).toBeNull();
  expect(await readSections(song, hearCells(song, noBeats), 0, { card })).toBeNull();
});

const noBeats = { beats: [], downbeats: [], beatsPerBar: null, confidence: 0 };
