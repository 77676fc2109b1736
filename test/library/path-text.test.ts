import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isUnder, pathToText, textToPath } from '../../src/library/path-text.js';

const dir = mkdtempSync(join(tmpdir(), 'collap-path-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('UTF-8 stays, other bytes are written as numbers', () => {
  expect(pathToText(Buffer.from('/music/Björk – 🎵.mp3'))).toBe('/music/Björk – 🎵.mp3');
  expect(pathToText(Buffer.from([0x2f, 0xe9, 0x80, 0x41]))).toBe('/\\xe9\\x80A');
  expect(pathToText(Buffer.from([0xc3, 0xa9, 0xff]))).toBe('é\\xff');
});

test('any bytes come back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 40 }), async (bytes) => {
      // Zero bytes are in no path, and a backslash could spell an escape by chance.
      const path = Buffer.concat([
        Buffer.from('/absent/'),
        Buffer.from(bytes.filter((byte) => byte !== 0 && byte !== 0x5c)),
      ]);
      expect(Buffer.from(await textToPath(pathToText(path)))).toEqual(path);
    }),
    { seed: 1 },
  );
});

test('a name that looks like an escape is taken as it stands where it exists', async () => {
  const path = join(dir, 'odd\\xff.mp3');
  writeFileSync(path, '');
  expect(await textToPath(path)).toBe(path);
  expect(await textToPath(join(dir, 'other\\xff.mp3'))).toEqual(
    Buffer.concat([Buffer.from(`${dir}/other`), Buffer.from([0xff]), Buffer.from('.mp3')]),
  );
});

test.each<[string, string, boolean]>([
  ['/music/a.mp3', '/music', true],
  ['/music', '/music', true],
  ['/music-more/a.mp3', '/music', false],
  ['/music/a.mp3', '/', true],
  ['/', '/', true],
])('%s under %s: %s', (path, folder, isBelow) => {
  expect(isUnder(path, [folder])).toBe(isBelow);
  expect(isUnder(path, ['/elsewhere', folder])).toBe(isBelow);
});
