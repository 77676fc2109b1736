import { expect, test } from '@jest/globals';
import type { StatusDocument } from '../../../src/cli/commands/status.js';
import { errorText } from '../../../src/cli/output/error-text.js';
import { exportText } from '../../../src/cli/output/export-text.js';
import { createProgressBar, progressLine } from '../../../src/cli/output/progress-bar.js';
import { statusText } from '../../../src/cli/output/status-text.js';
import { CollapError } from '../../../src/errors.js';
import type { ExportResult } from '../../../src/export/export-songs.js';
import { createRecordingTerminal } from '../support/recording-terminal.js';

const progress = { done: 5, total: 10, message: 'night.flac', songsPerMinute: 31.4, secondsLeft: 14 };

test('a line tells count, pace, time left and what is at hand', () => {
  expect(progressLine(progress, 'songs', true)).toBe(
    `${'█'.repeat(12)}${'░'.repeat(12)} · 5/10 songs · 31 songs/min · 0:14 left · night.flac`,
  );
  expect(progressLine({ done: 0, total: 0, message: '' }, 'songs', false)).toBe('0/0 songs');
});

test('no name of a file reaches the terminal as a command', () => {
  const evil = '/music/\u001b]0;mine\u0007\u009b2J\nnight.flac';
  const { message, remedy } = { message: `${evil} is gone.`, remedy: `Look at ${evil}.` };
  const status = {
    ...{ tracks: 1, files: 1, failed: 1, diskBytes: 1, device: 'cpu', notices: [], job: null },
    model: { name: 'm', version: '1' },
    folders: [evil],
    copies: [{ trackId: 't', paths: [evil, '/music/copy.flac'] }],
    failures: [{ path: evil, code: 'E_DECODE', message }],
  } as unknown as StatusDocument;
  const exported = { path: evil, bytes: 1, content: null, songs: [] } as unknown as ExportResult;
  const texts = [
    ...[true, false].map((hasBar) => progressLine({ ...progress, message: evil }, 'songs', hasBar)),
    statusText(status, evil)(createRecordingTerminal()),
    exportText(exported)(),
    errorText(new CollapError('E_NOT_FOUND', message, remedy)),
  ];
  for (const text of texts) expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
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
