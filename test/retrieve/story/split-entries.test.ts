import { expect, test } from '@jest/globals';
import { parseDescription } from '../../../src/retrieve/parse-description.js';
import { splitAtEntry, splitEntries } from '../../../src/retrieve/story/split-entries.js';

test.each([
  ['Strings come in after the piano.', ['the piano.', 'Strings come in']],
  ['The choir enters only after a trumpet.', ['a trumpet.', 'The choir enters']],
  ["The drums don't come in until the guitar has played alone.", ['the guitar has played alone.', 'The drums']],
  ['Before the drums enter, a piano plays.', ['a piano plays.', 'the drums enter']],
  ['After an introduction on guitar, strings arrive.', ['an introduction on guitar', 'strings arrive.']],
  ['You hear an organ before you hear a piano.', ['You hear an organ', 'you hear a piano.']],
  ['Drums first, trumpet later.', ['Drums first', 'trumpet later']],
  ['The organ creeps in after the bass has started.', ['the bass has started.', 'The organ creeps in']],
  ['Electric guitar joins the drums.', ['the drums.', 'Electric guitar']],
  ['The strings follow the piano.', ['piano', 'The strings']],
  [
    'The strings are held back at first, leaving the drums to open.',
    ['the drums to open.', 'The strings are held back at first'],
  ],
  [
    'By the time the strings enter, the drums have played for a while.',
    ['the drums have played for a while.', 'the strings enter'],
  ],
  ['piano → strings → choir', ['piano', 'strings', 'choir']],
  ['The order of entries is piano, strings, and choir.', ['piano', 'strings', 'choir']],
])('%s', (text, parts) => expect(splitEntries(text)).toEqual(parts));

test.each([
  'After that the drums stop.',
  'The organ comes in soon after while the drums go silent.',
  'An orchestra assembles before your ears: brass first, then strings.',
  'Strings as never before, over drums.',
  'Start -> the drums are loud',
  'Verse and chorus in order: one, two.',
  'After a minute, strings arrive.',
  'Piano and strings.',
])('nobody comes first in: %s', (text) => expect(splitEntries(text)).toBeNull());

test.each([
  [
    'We open with a choir, and at some point a bass guitar steps in.',
    ['We open with a choir', 'at some point a bass guitar steps in.'],
  ],
  ['Leads off with guitar, adding drums down the line.', ['Leads off with guitar', 'adding drums down the line.']],
  [
    'The cello is heard from bar one, while the trumpet holds back until later.',
    ['The cello is heard from bar one', 'the trumpet holds back until later.'],
  ],
  ['Drums kick things off, and a guitar follows.', ['Drums kick things off', 'a guitar follows.']],
])('%s', (text, parts) => expect(splitAtEntry(text)).toEqual(parts));

test.each([
  'It opens with a choir and strings.',
  'Drums and a guitar follow the voice.',
  'Opens on a harp; after a while, softer.',
])('nobody comes later in: %s', (text) => expect(splitAtEntry(text)).toBeNull());

test('a description tells of them as of moments, in the order in which they are heard', () => {
  expect(parseDescription('Strings come in after the piano.').clauses).toMatchObject([
    { text: 'the piano.', isMoment: true },
    { text: 'Strings come in', isMoment: true },
  ]);
});
