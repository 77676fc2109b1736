import { expect, test } from '@jest/globals';
import { createPalette } from '../../../src/cli/output/palette.js';
import { tagText } from '../../../src/cli/output/tag-text.js';

test('a preview shows what goes and what comes, chapter by chapter', () => {
  const text = tagText(
    {
      written: false,
      files: [
        {
          path: `/m/${'long '.repeat(20)}a.mp3`,
          kind: 'ID3v2.4',
          status: 'proposed',
          changes: [
            { field: 'genre', before: ['Pop'], after: ['techno'], probability: 0.8 },
            {
              field: 'chapters',
              before: ['00:00:00.000 Intro', '00:00:09.000 Mine'],
              after: ['00:00:00.000 Intro', '00:00:12.500 Chorus', '00:00:30.000 Outro'],
              probability: null,
            },
          ],
          leftOut: [{ field: 'mood', reason: 'not certain' }],
        },
      ],
      failed: [],
    },
    'preview',
  )({ palette: createPalette(false), columns: 100 });
  expect(text.split('\n')).toEqual([
    `/m/${'long '.repeat(20)}a.mp3 ID3v2.4`,
    '  genre        Pop                          → techno                       80 %',
    '  chapters     2 chapters                   → 3 chapters',
    '               - 00:00:09.000 Mine',
    '                 00:00:00.000 Intro',
    '               + 00:00:12.500 Chorus',
    '               + 00:00:30.000 Outro',
    '  mood         not certain',
    '',
    '1 to be changed',
    'Nothing was written: add --write to write this.',
  ]);
});
