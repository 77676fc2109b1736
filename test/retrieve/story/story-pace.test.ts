import { describe, expect, test } from '@jest/globals';
import { evenPace, toldPace } from '../../../src/retrieve/story/story-pace.js';
import { readToldPlaces } from '../../../src/retrieve/story/told-place.js';

const DURATION = 200;
const CLIPS = 20;
const paceOf = (...sentences: string[]) => {
  const pace = toldPace(readToldPlaces(sentences)(DURATION), DURATION, CLIPS);
  return sentences.map((_, s) => Array.from(pace.subarray(s * CLIPS, (s + 1) * CLIPS)));
};
const sum = (row: number[]) => row.reduce((total, value) => total + value, 0);
const middle = (row: number[]) => row.reduce((total, value, n) => total + (value * (n + 0.5)) / CLIPS, 0) / sum(row);

describe('a story that names no place', () => {
  const plain = ['Drums and a bass.', 'A flute over strings.', 'Piano.'];

  test('runs at an even pace, in rows that sum to 1, and less loosely the more is told', () => {
    const spread = (row: number[]) => Math.max(...row);
    for (const row of paceOf(...plain)) expect(sum(row)).toBeCloseTo(1, 9);
    const longer = paceOf(...plain, 'A choir.', 'Bells.', 'A harp.', 'Horns.');
    expect(spread(longer[3] as number[])).toBeGreaterThan(spread(paceOf(...plain)[1] as number[]));
    expect(middle(longer[3] as number[])).toBeCloseTo(0.5, 9);
  });

  test('is even without a told place', () => {
    const rows = evenPace(3, CLIPS);
    expect(middle(Array.from(rows.subarray(CLIPS, 2 * CLIPS)))).toBeCloseTo(0.5, 9);
  });

  test('has its sentences in turn', () => {
    const [first, second, third] = paceOf(...plain).map(middle) as [number, number, number];
    expect(first).toBeLessThan(second);
    expect(second).toBeCloseTo(0.5, 9);
    expect(third).toBeGreaterThan(second);
  });
});

test('what names its place is due there, and counts more', () => {
  const [late] = paceOf('At 2:30 a flute enters.', 'Then strings.', 'It ends with drums alone.') as [number[]];
  expect(late.indexOf(Math.max(...late))).toBe(15);
  expect(sum(late)).toBeCloseTo(1.5, 9);
});

test('what names none is due between the places told before and after it', () => {
  const [, untold] = paceOf('It opens with piano.', 'A flute joins.', 'Halfway through, drums.', 'It ends quietly.');
  const [, later] = paceOf('At 1:40 it is piano.', 'A flute joins.', 'At 2:40 it is drums.');
  expect(middle(untold as number[])).toBeLessThan(0.45);
  expect(middle(later as number[])).toBeGreaterThan(0.55);
});

test('what tells of the whole song is due nowhere, and does not take a turn', () => {
  const [whole, first] = paceOf('It is a slow piano ballad throughout.', 'Drums and a bass.', 'Piano.');
  expect(whole).toEqual(new Array(CLIPS).fill(0));
  expect(first).toEqual(paceOf('Drums and a bass.', 'Piano.')[0]);
});

test('a time beyond the end of the song is no place', () => {
  expect(paceOf('At 9:00 a flute enters.', 'Piano.')).toEqual(paceOf('A flute enters.', 'Piano.'));
});
