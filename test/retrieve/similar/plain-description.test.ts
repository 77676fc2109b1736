import { expect, test } from '@jest/globals';
import { parseDescription } from '../../../src/retrieve/parse-description.js';
import { plainDescription } from '../../../src/retrieve/similar/but.js';

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
