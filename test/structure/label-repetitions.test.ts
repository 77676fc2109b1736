import { expect, test } from '@jest/globals';
import { PITCH_CLASSES } from '../../src/structure/frame-grid.js';
import { hearMetre } from '../../src/structure/hear-metre.js';
import { labelRepetitions } from '../../src/structure/label-repetitions.js';
import type { HeardSong } from '../../src/structure/read-form.js';
import { hearCells } from '../../src/structure/song-cells.js';
import type { TimeSpan } from '../../src/types.js';
import { CARD, type ComposedSection, composeSong } from './support/composed-song.js';

/** A song A B A whose last section is so long, and what is asked of it. */
function compose(lastSeconds: number) {
  const sections: ComposedSection[] = [
    { kind: 'A', seconds: 32 },
    { kind: 'B', seconds: 24 },
    { kind: 'A', seconds: lastSeconds },
  ];
  const times = [0, 32, 56, 56 + lastSeconds];
  const spans = sections.map((_, i) => ({ startSeconds: times[i] as number, endSeconds: times[i + 1] as number }));
  return { song: composeSong(sections), spans };
}

const label = (song: HeardSong, spans: TimeSpan[], purposes: number[][] | null = null) =>
  labelRepetitions(hearCells(song, hearMetre(song, CARD).track), spans, purposes).join('');

/** Of three functions almost surely this one. */
const sure = (purpose: number) => [0, 1, 2].map((k) => (k === purpose ? 0.98 : 0.01));

test('what returns half as long bears the same letter', () => {
  const { song, spans } = compose(16);
  expect(label(song, spans)).toBe('ABA');
});

test('what returns in another key bears the same letter', () => {
  const { song, spans } = compose(32);
  const last = 56 * song.frames.rateHz * PITCH_CLASSES;
  const chroma = song.frames.chroma.map((value, i, all) =>
    i < last ? value : (all[i % PITCH_CLASSES >= 2 ? i - 2 : i + PITCH_CLASSES - 2] as number),
  );
  const sung = { ...song, frames: { ...song.frames, chroma } };
  expect(label(sung, spans, [sure(0), sure(1), sure(0)])).toBe('ABA');
});

test('what serves another purpose bears another letter', () => {
  const { song, spans } = compose(32);
  expect(label(song, spans, [sure(0), sure(1), sure(0)])).toBe('ABA');
  expect(label(song, spans, [sure(0), sure(1), sure(2)])).toBe('ABC');
});

test('a song of one section has one letter', () => {
  const { song } = compose(16);
  expect(label(song, [{ startSeconds: 0, endSeconds: 72 }])).toBe('A');
});
