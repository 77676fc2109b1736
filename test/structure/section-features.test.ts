import { expect, test } from '@jest/globals';
import { hearMetre } from '../../src/structure/hear-metre.js';
import { describeCells } from '../../src/structure/section-features.js';
import { hearCells } from '../../src/structure/song-cells.js';
import { CARD, composeSong } from './support/composed-song.js';

const song = composeSong([
  { kind: 'A', seconds: 24 },
  { kind: 'B', seconds: 24, lufs: -14 },
  { kind: 'A', seconds: 24 },
]);
const { track } = hearMetre(song, CARD);
const cells = describeCells(song, hearCells(song, track), track.confidence);
/** Columns behind the sixteen of timbre and the twelve of chroma: loudness and its changes, onsets, contrasts, and what follows. */
const columnAt = (column: number, seconds: number) => {
  const g = cells.edges.findIndex((edge) => Math.abs(edge - seconds) < 0.1);
  return cells.values[g * cells.size + column] as number;
};

test('every cell has its values, all of them finite', () => {
  expect(cells.size).toBe(16 + 12 + 6 + 8 + 27 + 4 + 4);
  expect(cells.values).toHaveLength(cells.metre.length * cells.size);
  expect(cells.values.every(Number.isFinite)).toBe(true);
});

test('a change of loudness and of sound stands where it happens', () => {
  expect(columnAt(28 + 3, 24)).toBeCloseTo(0.6, 1); // six loudness units up, in tens
  expect(columnAt(28 + 3, 48)).toBeCloseTo(-0.6, 1);
  const contrast = 28 + 6 + 1;
  expect(columnAt(contrast, 24)).toBeGreaterThan(5 * Math.abs(columnAt(contrast, 12)));
});

test('what returns is known where it returns', () => {
  const chords = 28 + 6 + 8;
  expect(columnAt(chords + 2, 48)).toBeGreaterThan(0.4);
  expect(columnAt(chords, 48)).toBeGreaterThan(0.8);
});

test('place in the song runs from 0 to 1', () => {
  const place = cells.size - 8;
  expect(cells.values[place]).toBe(0);
  expect(columnAt(place, 36)).toBeCloseTo(0.5, 1);
});
