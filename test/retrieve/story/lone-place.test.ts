import { expect, test } from '@jest/globals';
import { tellsOnePlace } from '../../../src/retrieve/story/lone-place.js';

test.each([
  'In the middle the drums stop.',
  'The cello belongs to the second half.',
  'Halfway through the strings fall silent.',
  'You hear a harp near the end.',
])('%s', (text) => expect(tellsOnePlace(text)).toBe(true));

test.each([
  'The drums play all the time.',
  'A calm ballad with drums.',
  'The end is calmer.',
  'It begins with noises, gets heavy in the middle and ends more softly.',
  'Sweeping strings lead, and a trace of rock shows near the end.',
  'It starts with a groove, drifts into a calm passage, and ends with a guitar.',
])('not of one place: %s', (text) => expect(tellsOnePlace(text)).toBe(false));
