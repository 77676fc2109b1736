import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { walkAudio } from '../../src/library/walk-audio.js';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'collap-walk-')));
let dir = '';
let count = 0;
afterAll(() => rmSync(base, { recursive: true, force: true }));
beforeEach(() => {
  dir = join(base, String(count++));
  mkdirSync(dir);
});

function make(...names: (string | Buffer)[]): void {
  for (const name of names) {
    if (typeof name === 'string') mkdirSync(join(dir, name, '..'), { recursive: true });
    writeFileSync(typeof name === 'string' ? join(dir, name) : Buffer.concat([Buffer.from(`${dir}/`), name]), 'bytes');
  }
}
const names = async (roots: readonly string[] | null = null) =>
  (await walkAudio(dir, roots)).files.map(({ path }) => path.slice(dir.length + 1)).sort();

test('songs at any depth, by extension whatever its case; neither hidden ones nor other files', async () => {
  make(
    'a.mp3',
    'B.FLAC',
    'one/two/c.Opus',
    'cover.jpg',
    'notes.txt',
    'mp3',
    '.hidden.mp3',
    '._d.mp3',
    '.trash/e.mp3',
    '☃ é/ f .wav',
  );
  expect(await names()).toEqual(['B.FLAC', 'a.mp3', 'one/two/c.Opus', '☃ é/ f .wav'].sort());
  const [file] = (await walkAudio(dir)).files;
  expect(file).toMatchObject({ sizeBytes: 5, mtimeMs: expect.any(Number) });
});

test('links are followed, circles and twins entered once, and the own path of a folder wins', async () => {
  make('album/x.ogg', 'single.ogg');
  symlinkSync(dir, join(dir, 'album', 'circle'));
  symlinkSync('..', join(dir, 'album', 'up'));
  symlinkSync('album', join(dir, 'aaa'));
  symlinkSync('single.ogg', join(dir, 'zzz.ogg'));
  symlinkSync('nowhere', join(dir, 'dangling'));
  symlinkSync('nowhere', join(dir, 'dangling.mp3'));
  symlinkSync('nowhere', join(dir, 'font.ttf')); // no song, wherever it leads
  symlinkSync('self', join(dir, 'self'));
  const walk = await walkAudio(dir);
  expect(walk.files.map(({ path }) => path.slice(dir.length + 1)).sort()).toEqual([
    'album/x.ogg',
    'single.ogg',
    'zzz.ogg',
  ]);
  expect(walk.warnings.map(({ path, code }) => [path.slice(dir.length + 1), code]).sort()).toEqual([
    ['dangling', 'E_NOT_FOUND'],
    ['dangling.mp3', 'E_NOT_FOUND'],
    ['self', 'E_NOT_FOUND'],
  ]);
  expect(walk.unreadable.filter((path) => !path.endsWith('/self'))).toEqual([]);
});

test('links out of the roots are named, not followed', async () => {
  const outside = join(base, 'outside');
  mkdirSync(outside, { recursive: true });
  writeFileSync(join(outside, 'secret.mp3'), 'x');
  make('a.mp3');
  symlinkSync(outside, join(dir, 'away'));
  symlinkSync(join(outside, 'secret.mp3'), join(dir, 'b.mp3'));
  expect(await names([dir])).toEqual(['a.mp3']);
  expect((await walkAudio(dir, [dir])).warnings.map(({ code }) => code)).toEqual([
    'E_OUTSIDE_ROOTS',
    'E_OUTSIDE_ROOTS',
  ]);
  expect(await names()).toEqual(['a.mp3', 'away/secret.mp3', 'b.mp3']);
});

test('names that are not UTF-8, and what is no file', async () => {
  make(Buffer.from([0x66, 0xff, 0xc3, 0xa9, 0x2e, 0x6d, 0x70, 0x33]));
  execFileSync('mkfifo', [join(dir, 'pipe.mp3')]);
  const walk = await walkAudio(dir);
  expect(walk.files.map(({ path }) => path)).toEqual([`${dir}/f\\xffé.mp3`]);
  expect(Buffer.isBuffer(walk.files[0]?.raw)).toBe(true);
  expect(walk.warnings).toMatchObject([{ path: join(dir, 'pipe.mp3'), code: 'E_NOT_AUDIO' }]);
});
