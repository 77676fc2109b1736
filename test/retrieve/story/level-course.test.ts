import { expect, test } from '@jest/globals';
import { splitCourse } from '../../../src/retrieve/story/level-course.js';
import { levelOdds, readToldLevels } from '../../../src/retrieve/story/level-odds.js';

test.each([
  'It starts quiet and gets loud.',
  'Begins gently and ends in full force.',
  'Quiet intro, loud ending.',
  'The end is loud, the start is quiet.',
  'The piece grows from a murmur into a wall of sound.',
  'From pianissimo to fortissimo.',
  'Dynamics: pp to ff.',
  'Sneaks in softly and goes out with a bang.',
  'low energy first half, high energy second half',
  'At the start it is barely audible, later on it is really loud.',
  'The energy climbs from start to finish.',
  'It gathers power as it goes.',
  'It builds.',
  'It gets louder and louder.',
  'A crescendo over the whole track.',
  'Energy curve: low → high.',
])('up: %s', (text) => expect(splitCourse(text)).toEqual(['It opens quietly', 'It ends loud']));

test.each([
  'It starts loud and gets quiet.',
  'Begins in full force and ends gently.',
  'Comes in with a bang and sneaks out softly.',
  'A decrescendo from a roar to a whisper.',
  'Starts big, finishes small.',
  'Volume goes down over time.',
  'It winds down.',
  'It grows softer and softer.',
  'A diminuendo over the whole piece.',
])('down: %s', (text) => expect(splitCourse(text)).toEqual(['It opens loud', 'It ends quietly']));

test.each([
  'A quiet song with a loud drummer.',
  'A small band with a big sound.',
  'It starts quiet and never gets loud.',
  'It ends with a bang.',
  'First it is loud, then it is soft, and at the end it is loud.',
  'The bridge is quieter than the rest.',
  'Soft strings and loud drums.',
  'It builds a house of cards.',
  'A decrescendo, then drums.',
])('neither: %s', (text) => expect(splitCourse(text)).toBeNull());

const RISING = [-30, -28, -26, -22, -18, -15, -13, -12];

test.each([
  ['Begins gently and ends in full force.', 'Begins in full force and ends gently.'],
  ['Quiet intro, loud ending.', 'Loud intro, quiet ending.'],
  ['It builds.', 'It winds down.'],
])('a song that rises is told by "%s"', (up, down) => {
  const odds = (text: string, lufs: number[]) => levelOdds(readToldLevels([text]) as never, lufs, 10);
  expect(odds(up, RISING)).toBeGreaterThan(odds(down, RISING));
  expect(odds(down, RISING.toReversed())).toBeGreaterThan(odds(up, RISING.toReversed()));
});
