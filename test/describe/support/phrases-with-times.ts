/** Every phrase of a description that holds a time, filled in. */
import { RESTS, WHEN } from '../../../src/describe/phrases.js';
import { fillPhrase } from '../../../src/describe/wording.js';

const slots = {
  from: '1:05',
  to: '1:50',
  at: '1:05',
  nth: 'second',
  clause: 'the music rests on piano',
  what: 'piano',
  What: 'Piano',
};
export const PHRASES_WITH_TIMES = [...Object.values(WHEN).flat(), ...RESTS].map((phrase) =>
  fillPhrase(phrase, slots, ['piano']),
);
