import { expect, test } from '@jest/globals';
import { stripMeasures } from '../../src/describe/strip-measures.js';
import type { DescriptionSentence } from '../../src/describe/told-sentence.js';
import { PHRASES_WITH_TIMES } from './support/phrases-with-times.js';

const about = (text: string, kind: DescriptionSentence['about'] = 'part'): DescriptionSentence => ({
  text,
  about: kind,
  startSeconds: 0,
  endSeconds: 1,
});

test.each([
  ['At 1:05 strings come in, calm and soft.', 'Strings come in, calm and soft.'],
  ['From 0:13 to 0:39 piano leads.', 'Piano leads.'],
  ['The second part returns at 1:05; it is calm.', 'The second part returns; it is calm.'],
  ['From 2:10 to the end the music sounds slow.', 'The music sounds slow.'],
  ['Until 1:00:05 it is calm.', 'It is calm.'],
])('%s', (text, expected) => {
  expect(stripMeasures([about(text)])).toBe(expected);
});

test('sentences that only measure go, and no digit is left of any phrase', () => {
  const sentences = [about('The tempo is 120 BPM, in A minor.', 'tempo'), about('The key is A minor.', 'key')];
  expect(stripMeasures(sentences)).toBe('');
  for (const phrase of PHRASES_WITH_TIMES) expect(stripMeasures([about(phrase)])).not.toMatch(/\d|\s,|[.;,:]{2}/);
});
