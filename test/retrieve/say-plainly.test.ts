import { expect, test } from '@jest/globals';
import { parseDescription } from '../../src/retrieve/parse-description.js';
import { sayPlainly } from '../../src/retrieve/say-plainly.js';

const read = (text: string): string[] =>
  parseDescription(text).clauses.map((clause) => `${clause.role === 'wanted' ? '+' : '-'}${clause.text}`);

test.each([
  ['Swap the guitar for a piano', ['+piano', '-guitar']],
  ["Swap the drums for strings and you've got this tune.", ['+strings', '-drums']],
  ['Please replace the synths with an organ.', ['+organ', '-synths']],
  ["I'd take strings over brass any day", ['+strings', '-brass']],
  ['Rather piano than guitar', ['+piano', '-guitar']],
  ['Less guitar, more piano', ['+piano', '-guitar']],
  ['More strings and less brass', ['+strings', '-brass']],
  ['Leave the drums at home', ['-drums']],
  ['Lose the guitars', ['-guitars']],
  ['Far from gloomy', ['-gloomy']],
  ['piano intro → full band → quiet outro', ['+piano intro', '+full band', '+quiet outro']],
  ['piano intro -> drums => strings', ['+piano intro', '+drums', '+strings']],
  ['accordion begins > recorder joins > bridge', ['+accordion begins', '+recorder joins', '+bridge']],
  ['A tune neither slow nor fast.', ['+A tune neither slow nor fast.']],
  ['Everything but bass and drums is gone.', ['+Everything but bass and drums is gone.']],
  ['everything but rock', ['-rock']],
  ['Nothing about it is polished.', ['-polished']],
  ['It waits for a singer, only nobody does.', ['+It waits for a singer, only']],
  ['It sounds far from happy', ['-happy']],
  ['drums yes, guitar no', ['+drums', '-guitar']],
  ['has_vocals=false', ['-vocals']],
  ['vocals false', ['-vocals']],
  ['is_instrumental: true', ['+instrumental', '-singing voice']],
  ['no vocals please, we have dialogue', ['-vocals']],
  ['Without lyrics so that students can concentrate', ['-lyrics']],
  ['No singing, because people will talk over it.', ['-singing']],
])('%s', (text, expected) => {
  expect(read(text)).toEqual(expected);
});

test.each([
  'The strings replace the guitar.',
  'Halfway, the guitar makes way for a piano.',
  'The choir sings over the organ.',
  'A song about saying yes',
  'More is less.',
  'Less is more, more or less',
  'It is not far from jazz.',
  'Oh yes, yes, no',
  'guitar > piano',
  'bpm -> 120',
])('%s stays as it is', (text) => {
  expect(sayPlainly(text)).toBe(text);
});

test('takes no time over long sentences', () => {
  const startedMs = performance.now();
  for (const part of ['less a ', 'swap the ', 'a yes, ', 'rather ', 'x: yes, ', 'a > ', 'a -> ', '→ '])
    sayPlainly(part.repeat(2000));
  expect(performance.now() - startedMs).toBeLessThan(1000);
});
