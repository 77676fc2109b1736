import { expect, test } from '@jest/globals';
import type { DemoAnswer } from '../../../src/cli/demo/answer.js';
import { pageHtml } from '../../../src/cli/demo/page-html.js';
import type { DemoSong } from '../../../src/cli/demo/songbook.js';
import type { SongMatch } from '../../../src/types.js';

const asked: DemoSong = {
  file: 'a.opus',
  title: 'A <b>bold</b> & "quoted" title',
  durationSeconds: 40,
  tempoBpm: 120,
  key: 'A minor',
  genre: 'waltz',
  sections: [
    { startSeconds: 0, endSeconds: 20, label: 'verse' },
    { startSeconds: 20, endSeconds: 40, label: 'chorus' },
  ],
  description: 'Starts <i>small</i>. Grows.',
};
const song: SongMatch = {
  rank: 1,
  trackId: 't',
  path: '/demo/a.opus',
  title: asked.title,
  artist: null,
  durationSeconds: 40,
  score: 1,
  tempoBpm: 120,
  key: null,
  certainty: 'high',
  evidence: [
    { sentence: 'Grows </script>.', role: 'wanted', startSeconds: 10, endSeconds: 20, score: 1 },
    { sentence: 'singing', role: 'avoided', startSeconds: null, endSeconds: null, score: 0 },
  ],
};
const answer: DemoAnswer = {
  asked,
  results: [song],
  picture: {
    song,
    truth: asked,
    waveform: { peaks: [0, 1], levels: [0, 0.5] },
    sentences: ['Grows </script>.', 'singing'],
    roles: ['wanted', 'avoided'],
    clipStarts: [0, 10, 20, 30],
    clipSeconds: 10,
    attention: [
      [0.1, 0.7, 0.1, 0.1],
      [0.25, 0.25, 0.25, 0.25],
    ],
    similarity: [
      [0, 3, 0, 0],
      [0, 0, 0, 0],
    ],
    audioAddress: 'data:audio/ogg;base64,AAAA',
  },
};
const run = {
  answers: [answer],
  songs: 1,
  musicSeconds: 40,
  indexSeconds: 1,
  answerSeconds: 0.02,
  model: 'm 1',
  device: 'cpu',
};
const html = pageHtml(run);

test('nothing is fetched from anywhere', () => {
  expect(html).not.toMatch(/(?:src|href)="(?!data:)/);
  expect(html).not.toMatch(/https?:|@import|url\(/);
});

test('texts of songs and descriptions are escaped, also inside the data', () => {
  expect(html).toContain('A &lt;b&gt;bold&lt;/b&gt; &amp; &quot;quoted&quot; title');
  expect(html).not.toContain('<b>bold</b>');
  expect(html).not.toContain('<i>small</i>');
  expect(html.match(/<\/script>/g)).toHaveLength(html.match(/<script/g)?.length ?? -1);
  const data = JSON.parse(/<script type="application\/json">(.*?)<\/script>/s.exec(html)?.[1] ?? '');
  expect(data.sentences).toEqual(['Grows </script>.', 'singing']);
});

test('evidence, sections and axis stand where their times are', () => {
  expect(html).toContain('<b class="evidence" style="left:25.00%;width:25.00%">');
  expect(html).toContain('0:10–0:20');
  expect(html).toContain('<span style="left:50.00%;width:50.00%" title="chorus 0:20–0:40">chorus</span>');
  expect(html).toContain('<span style="left:50.00%">0:20</span>');
  expect(html).toContain('not heard, as wished');
});

test('says at which rank the described song came, or that it did not', () => {
  expect(html).toContain('rank 1 of 1.');
  expect(pageHtml({ ...run, answers: [{ ...answer, results: [], picture: null }] })).toContain('not among the answers');
});
