import { expect, test } from '@jest/globals';
import stringWidth from 'string-width';
import { findText } from '../../../src/cli/output/find-text.js';
import { createPalette } from '../../../src/cli/output/palette.js';
import type { SongMatch } from '../../../src/types.js';

const song: SongMatch = {
  rank: 1,
  trackId: 't',
  path: '/music/night.flac',
  title: 'Night Ferry',
  artist: 'Ada',
  durationSeconds: 245.4,
  score: 2.41849,
  tempoBpm: 120,
  key: null,
  certainty: 'high',
  evidence: [
    { sentence: 'A solo piano opens it.', role: 'wanted', startSeconds: 0, endSeconds: 20, score: 2 },
    { sentence: 'a very long sentence '.repeat(10), role: 'wanted', startSeconds: 65, endSeconds: 83.4, score: 2 },
    { sentence: 'singing', role: 'avoided', startSeconds: null, endSeconds: null, score: 0 },
  ],
};
const found = { results: [song], nextCursor: null, note: null, warnings: [] };
const plain = (columns: number) => findText(found)({ columns, palette: createPalette(false) });

test('the name, the length, how sure, and every sentence with its time', () => {
  const [headline, path, ...evidence] = plain(80).split('\n');
  expect(headline).toMatch(/^ {2}1 {2}Night Ferry — Ada +4:05 {2}●●● high +2\.418$/);
  expect(path).toBe('     /music/night.flac');
  expect(evidence[0]).toBe('     0:00–0:20     A solo piano opens it.');
  expect(evidence[1]).toMatch(/^ {5}1:05–1:23 {5}a very long .*…$/);
  expect(evidence[2]).toBe('     —             not: singing');
});

test.each([32, 40, 60, 80, 200])('no line is wider than a terminal of %i columns', (columns) => {
  for (const line of plain(columns).split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
});

test('a path is never cut, however narrow the terminal: it is there to be copied', () => {
  const path = `/music/${'a long name '.repeat(12)}night.flac`;
  const text = findText({ ...found, results: [{ ...song, path }] })({ columns: 40, palette: createPalette(false) });
  expect(text.split('\n')[1]).toBe(`     ${path}`);
});

test('wide characters and control characters keep the columns in line', () => {
  const odd = { ...song, title: '夜の渡し\u001b[31m船\n', artist: null };
  const text = findText({ ...found, results: [odd, song] })({ columns: 80, palette: createPalette(false) });
  const headlines = text.split('\n').filter((line) => line.includes('●●●'));
  expect(headlines).toHaveLength(2);
  expect(headlines[0]).not.toContain('\u001b');
  expect(new Set(headlines.map((line) => stringWidth(line))).size).toBe(1);
});

test('colours appear only when asked for', () => {
  expect(plain(80)).not.toContain('\u001b[');
  expect(findText(found)({ columns: 80, palette: createPalette(true) })).toContain('\u001b[');
});

test('a note and the next page come last', () => {
  const text = findText({ ...found, note: 'Few fit.', nextCursor: 'abc' })({
    columns: 80,
    palette: createPalette(false),
  });
  expect(text.endsWith('\n\nFew fit.\n\nMore: --cursor abc')).toBe(true);
});
