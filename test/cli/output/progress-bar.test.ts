import { expect, test } from '@jest/globals';
import { createProgressBar, progressLine } from '../../../src/cli/output/progress-bar.js';
import { createRecordingTerminal } from '../support/recording-terminal.js';

const progress = { done: 5, total: 10, message: 'night.flac', songsPerMinute: 31.4, secondsLeft: 14 };

test('a line tells count, pace, time left and what is at hand', () => {
  expect(progressLine(progress, 'songs', true)).toBe(
    `${'█'.repeat(12)}${'░'.repeat(12)} · 5/10 songs · 31 songs/min · 0:14 left · night.flac`,
  );
  expect(progressLine({ done: 0, total: 0, message: '' }, 'songs', false)).toBe('0/0 songs');
});

test('a watched terminal gets one moving line that fits, and is left clean', () => {
  const terminal = createRecordingTerminal({ isWatched: true, columns: 40 });
  const bar = createProgressBar(terminal, 'songs', () => 0);
  bar.update(progress);
  bar.finish();
  expect(terminal.stderr).not.toContain('\n');
  expect(terminal.stderr.split('\r\u001b[K')[1]?.length).toBeLessThan(40);
  expect(terminal.stderr.endsWith('\r\u001b[K')).toBe(true);
  expect(terminal.stdout).toBe('');
});

test('a log gets a line every ten seconds, and the last one', () => {
  const terminal = createRecordingTerminal();
  let nowMs = 0;
  const bar = createProgressBar(terminal, 'songs', () => nowMs);
  for (let done = 1; done <= 10; done++, nowMs += 3000) bar.update({ ...progress, done });
  bar.finish();
  const lines = terminal.stderr.trimEnd().split('\n');
  expect(lines.map((line) => line.split(' ')[0])).toEqual(['1/10', '5/10', '9/10', '10/10']);
});
