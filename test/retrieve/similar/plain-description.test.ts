import { expect, test } from '@jest/globals';
import { parseDescription } from '../../../src/retrieve/parse-description.js';
import { plainDescription, withPace } from '../../../src/retrieve/similar/but.js';

test.each([
  ['more strings, no drums', ['strings'], ['drums']],
  ['but with more strings and less drums', ['strings'], ['drums']],
  ['much more energetic, with fewer guitars', ['energetic'], ['guitars']],
  ['less drums and more piano', ['piano'], ['drums']],
  ['fewer vocals, but a lot more guitar', ['guitar'], ['vocals']],
  ['no more singing', [], ['singing']],
  ['A slower piano. Not so many horns.', ['A slower piano.'], ['horns']],
  ['more than one singer', ['more than one singer'], []],
])('%s', (but, wanted, avoided) => {
  const { clauses } = parseDescription(plainDescription(but));
  const textsOf = (role: string) => clauses.filter((clause) => clause.role === role).map(({ text }) => text);
  expect([textsOf('wanted'), textsOf('avoided')]).toEqual([wanted, avoided]);
});

test.each([
  ['faster', [104, Number.MAX_VALUE]],
  ['but a bit slower, with more strings', [0, 100 / 1.04]],
  ['more strings and much faster', [104, Number.MAX_VALUE]],
  ['a slower piano', null],
  ['faster, at 150 BPM', [144, 156]],
])('%s than a song of 100 BPM', (but, expected) => {
  expect(withPace(parseDescription(plainDescription(but)), but, 100).hints.tempoBpm).toEqual(
    expected?.map((bpm) => expect.closeTo(bpm)) ?? null,
  );
});

test('nothing is faster than a song without a tempo', () => {
  expect(withPace(parseDescription('faster'), 'faster', null).hints.tempoBpm).toBeNull();
});
