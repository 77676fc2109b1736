import { expect, test } from '@jest/globals';
import type { StatusDocument } from '../../../src/cli/commands/status.js';
import { createPalette } from '../../../src/cli/output/palette.js';
import { statusText } from '../../../src/cli/output/status-text.js';

const status: StatusDocument = {
  tracks: 2,
  files: 3,
  failed: 0,
  failures: [],
  diskBytes: 4096,
  copies: [{ trackId: 'a', paths: ['/music/a.mp3', '/music/b/a.mp3'] }],
  model: { name: 'fake', version: '1.0.0', sha256: '0' },
  device: 'cpu',
  folders: ['/music'],
  notices: [],
  job: null,
};
const linesOf = (document: StatusDocument) =>
  statusText(document, '/library')({ columns: 80, palette: createPalette(false) }).split('\n');

test('what is there, where it came from, and which files are copies of each other', () => {
  expect(linesOf(status)).toEqual([
    '2 songs in 3 files, 0 failed',
    'library  /library (4.1 kB)',
    'folders  /music',
    'model    fake 1.0.0 on cpu',
    'copies   /music/a.mp3 = /music/b/a.mp3',
  ]);
});

test('of many copies the first are shown', () => {
  const copies = Array.from({ length: 23 }, (_, n) => ({ trackId: `${n}`, paths: [`/${n}`, `/copy-${n}`] }));
  const lines = linesOf({ ...status, copies });
  expect(lines.filter((line) => line.includes(' = '))).toHaveLength(20);
  expect(lines.at(-1)).toBe('         and 3 more: --json');
});
