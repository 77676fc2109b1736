import { expect, test } from '@jest/globals';
import { splitMoments } from '../../../src/retrieve/story/split-moments.js';

test.each([
  [
    'A song that begins with acoustic guitar and ends with drums.',
    ['A song that begins with acoustic guitar', 'ends with drums.'],
  ],
  ['It starts with a flute, then moves to a piano.', ['It starts with a flute', 'a piano.']],
  ['Opens with piano before giving way to strings.', ['Opens with piano', 'strings.']],
  ['Piano at first, followed by drums.', ['Piano at first', 'drums.']],
  ['It starts out with piano and builds up to a full orchestra.', ['It starts out with piano', 'a full orchestra.']],
  ['From a harp it shifts into heavy guitars.', ['From a harp', 'heavy guitars.']],
  [
    'songs that open with solo piano, and later drop into a fast beat',
    ['songs that open with solo piano', 'a fast beat'],
  ],
  ['Drums join in, and it ends with a choir.', ['Drums join in', 'ends with a choir.']],
  ['A piano then strings.', ['A piano', 'strings.']],
  [
    'At 0:20 guitar enters, at 0:50 drums, and at 2:20 the drums stop.',
    ['At 0:20 guitar enters', 'at 0:50 drums', 'at 2:20 the drums stop.'],
  ],
  ['A song that starts loud and gets quiet in the end.', ['A song that starts loud', 'gets quiet in the end.']],
  ['0:30 arpeggio; 1:00 drop', ['0:30 arpeggio', '1:00 drop']],
  ['The beat is halved until the vocals return.', ['The beat is halved', 'the vocals return.']],
])('%s', (sentence, moments) => {
  expect(splitMoments(sentence)).toEqual(moments);
});

test.each([
  'Outro: fades to a piano',
  'At the end, it fades to a piano',
  'Dynamics: builds up towards the end',
  'A calm ballad with a soft piano.',
  'Then the drums take over.',
  'Then it drops into a fast beat.',
  'Eventually, it builds to a loud climax.',
  'At 1:20 it drops into a beat.',
  'About two minutes in, it turns into a waltz.',
  'The drums drop into half time.',
  'Strings hold until the end.',
  'The chorus is held back until the last third.',
  'It never builds to a climax.',
  'The refrain, at 1:13, brings organ chords.',
  'Then comes the refrain, from 1:05 until 1:15.',
  'Finally, strings close the piece.',
  'A tin whistle then doubles the tune.',
  'Recorded before 1990.',
  'A quiet ending on piano.',
  'It leads to nothing.'.replace('nothing', 'it'),
  'Slow, warm, dark.',
])('one moment stays whole: %s', (sentence) => {
  expect(splitMoments(sentence)).toEqual([sentence]);
});
