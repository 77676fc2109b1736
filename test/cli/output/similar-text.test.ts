import { expect, test } from '@jest/globals';
import { createPalette } from '../../../src/cli/output/palette.js';
import { similarText } from '../../../src/cli/output/similar-text.js';
import type { SimilarEvidence } from '../../../src/retrieve/similar/find-similar.js';

const evidence: SimilarEvidence = {
  sentence: 'sounds like verse A',
  role: 'wanted',
  startSeconds: 65,
  endSeconds: 82,
  score: 2.5,
  askedStartSeconds: 10,
  askedEndSeconds: 30,
  label: 'C',
  function: 'chorus',
};
const nothing = { startSeconds: null, endSeconds: null, label: null, function: null };
const wish = { sentence: 'strings', askedStartSeconds: null, askedEndSeconds: null, label: null, function: null };

test('each line says which section is like which, in times; wishes stand as they were said', () => {
  const song = { trackId: 'a', path: '/m/a.mp3', title: 'A', artist: null, durationSeconds: 90, score: 3 };
  const results = [
    {
      ...song,
      rank: 1,
      tempoBpm: 120,
      key: null,
      certainty: 'high' as const,
      evidence: [evidence, { ...evidence, ...nothing }, { ...evidence, ...wish }],
    },
  ];
  const text = similarText({ results, nextCursor: null, note: 'A note.', warnings: [] });
  const lines = text({ columns: 100, palette: createPalette(false) }).split('\n');
  expect(lines.map((line) => line.trim())).toEqual([
    expect.stringMatching(/^1 {2}A .*1:30 {2}●●● high/),
    '/m/a.mp3',
    '1:05–1:22     chorus C sounds like verse A (0:10–0:30)',
    '—             sounds like verse A (0:10–0:30)',
    '1:05–1:22     strings',
    '',
    'A note.',
  ]);
});
