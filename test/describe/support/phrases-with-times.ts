/** Every phrase of a description that holds a time, filled in. */
import { DYNAMICS, WHEN } from '../../../src/describe/phrases.js';
import { fillPhrase } from '../../../src/describe/wording.js';

const slots = {
  from: '1:05',
  to: '1:50',
  nth: 'second',
  clause: 'calm, led by piano',
  softFrom: '0:00',
  softTo: '0:20',
};
export const PHRASES_WITH_TIMES = [...Object.values(WHEN).flat(), ...DYNAMICS.peak].map((phrase) =>
  fillPhrase(phrase, slots, ['piano']),
);
