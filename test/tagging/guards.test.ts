/** Whatever goes wrong, it is said with a code, and the file is as it was. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { AudioFile } from '../../src/audio/audio-file.js';
import { replaceFile } from '../../src/tagging/replace-file.js';
import { undoTags, writeTags } from '../../src/tagging/write-tags.js';
import { ffmpeg, fixture, id3v23, testWithFfmpeg, textFrame } from '../audio/fixtures.js';
import { putSong, sha256, temporaryDir } from './support/songs.js';

const dir = temporaryDir();
const journal = join(dir, 'journal');
const CHANGES = new Map([['mood', ['calm']]]);
const leftOver = (folder = dir) => readdirSync(folder).filter((name) => name.startsWith('.collap-tag'));

async function refuses(
  path: string,
  code: string,
  changes: ReadonlyMap<string, readonly string[]> = CHANGES,
): Promise<void> {
  const before = sha256(path);
  await expect(writeTags(path, changes, journal)).rejects.toMatchObject({ code, remedy: expect.stringMatching(/\w/) });
  expect(sha256(path)).toBe(before);
  expect(leftOver()).toEqual([]);
}

test('a read-only file', async () => {
  const path = putSong(dir, 'tone-440.mp3');
  chmodSync(path, 0o444);
  await refuses(path, 'E_PERMISSION');
  chmodSync(path, 0o644);
});

const onLinux = process.platform === 'linux' ? test : test.skip;
onLinux('a file that another program is writing (skipped: only Linux tells)', async () => {
  const path = putSong(dir, 'tone-440.mp3');
  const handle = openSync(path, 'r+');
  await refuses(path, 'E_IN_USE');
  closeSync(handle);
  const reader = openSync(path, 'r');
  await writeTags(path, CHANGES, journal); // reading is no harm
  closeSync(reader);
});

test('a file that changes while its copy is written', async () => {
  const path = putSong(dir, 'tone.wav');
  const seen = statSync(path);
  const source = await AudioFile.open(path);
  const check = async () => writeFileSync(path, 'another program was here');
  const replacement = { path, seen, pieces: [{ start: 0, end: source.size }], check };
  await expect(replaceFile(source, replacement)).rejects.toMatchObject({ code: 'E_CHANGED' });
  await source.close();
  expect(readFileSync(path, 'utf8')).toBe('another program was here');
  expect(leftOver()).toEqual([]);
});

/** Only root may mount, and not in every container; told before the tests run, so that a test without its disk counts as skipped. */
const disk = join(dir, 'disk');
mkdirSync(disk);
const hasDisk = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=48k', 'tmpfs', disk]).status === 0;
(hasDisk ? test : test.skip)('a full disk (skipped where no small disk can be mounted)', async () => {
  try {
    const path = putSong(disk, 'tone.wav');
    const before = sha256(path);
    await expect(writeTags(path, CHANGES, journal)).rejects.toMatchObject({ code: 'E_NO_SPACE' });
    expect(sha256(path)).toBe(before);
    expect(leftOver(disk)).toEqual([]);
  } finally {
    execFileSync('umount', [disk]);
  }
});

const small = join(dir, 'small');
mkdirSync(small);
const hasSmall = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', small]).status === 0;
(hasSmall ? test : test.skip)('a full disk of the library (skipped where no small disk can be mounted)', async () => {
  try {
    const path = putSong(dir, 'tone-440.mp3');
    const before = sha256(path);
    mkdirSync(join(small, 'tag-journal'));
    writeFileSync(join(small, 'other'), Buffer.alloc(8192));
    await expect(writeTags(path, CHANGES, join(small, 'tag-journal'))).rejects.toMatchObject({
      code: 'E_NO_SPACE',
      message: expect.stringContaining(join(small, 'tag-journal')),
    });
    expect(sha256(path)).toBe(before);
    expect(leftOver()).toEqual([]);
    expect(readdirSync(join(small, 'tag-journal'))).toEqual([]);
  } finally {
    execFileSync('umount', [small]);
  }
});

test('a library in which nothing can be kept', async () => {
  const path = putSong(dir, 'tone-440.mp3');
  const before = sha256(path);
  const none = join(dir, 'library');
  writeFileSync(none, 'no folder');
  await expect(writeTags(path, CHANGES, join(none, 'tag-journal'))).rejects.toMatchObject({
    code: 'E_PERMISSION',
    message: expect.stringContaining(none),
    remedy: expect.stringContaining('--library'),
  });
  await expect(undoTags(path, join(none, 'tag-journal'))).rejects.toMatchObject({ code: 'E_PERMISSION' });
  expect(sha256(path)).toBe(before);
  expect(leftOver()).toEqual([]);
});

test('formats without tags, names that a format cannot hold, numbers that are none', async () => {
  await refuses(putSong(dir, 'tone-650.wma'), 'E_TAG_FORMAT');
  await refuses(putSong(dir, 'tone-500.flac'), 'E_TAG_FIELD', new Map([['a=b', ['x']]]));
  await refuses(putSong(dir, 'tone-800.m4a'), 'E_TAG_FIELD', new Map([['bpm', ['fast']]]));
});

test('a tag of endless values neither holds up this thread nor is taken on trust', async () => {
  const endless = join(dir, 'endless.mp3');
  const genres = [...Array(150_000).keys()].map((n) => `Genre ${n}`).join('\0');
  writeFileSync(endless, Buffer.concat([id3v23([textFrame('TCON', genres)]), readFileSync(fixture('tone-440.mp3'))]));
  let turns = 0;
  const clock = setInterval(() => void turns++, 100);
  await refuses(endless, 'E_TAG_UNSAFE');
  clearInterval(clock);
  expect(turns).toBeGreaterThan(20);
}, 60_000);

test('damaged files and damaged tags', async () => {
  const text = join(dir, 'text.mp3');
  writeFileSync(text, 'not audio at all');
  await refuses(text, 'E_NOT_AUDIO');
  const wav = putSong(dir, 'tone.wav');
  truncateSync(wav, 9_000);
  await refuses(wav, 'E_TAG_DAMAGED');
  const m4a = putSong(dir, 'tone-800.m4a');
  truncateSync(m4a, statSync(m4a).size - 100);
  await expect(writeTags(m4a, CHANGES, journal)).rejects.toMatchObject({
    code: expect.stringMatching(/^E_(TAG_DAMAGED|DECODE)$/),
  });
  const id3 = join(dir, 'id3.mp3');
  const broken = Buffer.concat([
    Buffer.from('ID3\x04\0\0\0\0\0\x20', 'latin1'),
    Buffer.from('TIT2\0\0\0\x7fxx'.padEnd(32, 'x'), 'latin1'),
  ]);
  writeFileSync(id3, Buffer.concat([broken, readFileSync(fixture('tone-440.mp3'))]));
  await refuses(id3, 'E_TAG_DAMAGED');
});

testWithFfmpeg('a fragmented mp4', async () => {
  const path = join(dir, 'fragments.m4a');
  ffmpeg('-i', fixture('tone-800.m4a'), '-c', 'copy', '-movflags', 'frag_keyframe+empty_moov', path);
  await refuses(path, 'E_TAG_FORMAT');
});

test('a file whose tags the reader that checks them cannot follow', async () => {
  const path = putSong(dir, 'tone.aiff');
  writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.from([1, 2, 3, 4, 0, 0, 0, 9, 0xff, 0xff])]));
  await refuses(path, 'E_TAG_UNSAFE');
});

test('undo after another program changed the file', async () => {
  const path = putSong(dir, 'tone-500.flac');
  await writeTags(path, CHANGES, journal);
  writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.from('more')]));
  const before = sha256(path);
  await expect(undoTags(path, journal)).rejects.toMatchObject({ code: 'E_NO_UNDO' });
  expect(sha256(path)).toBe(before);
});

test('mode stays, a link stays a link, and copies of killed writers are cleared away', async () => {
  const path = putSong(dir, 'tone-440.mp3');
  chmodSync(path, 0o640);
  const link = join(dir, 'link.mp3');
  symlinkSync(path, link);
  const name = createHash('sha256').update('tone-440.mp3').digest('hex').slice(0, 16);
  writeFileSync(join(dir, `.collap-tag-${name}-${spawnSync('true').pid}-00000000.tmp`), 'half a song');
  expect(leftOver()).toHaveLength(1);
  await writeTags(link, CHANGES, journal);
  expect(leftOver()).toEqual([]);
  expect(statSync(path).mode & 0o777).toBe(0o640);
  expect(
    readdirSync(dir, { withFileTypes: true })
      .find(({ name }) => name === 'link.mp3')
      ?.isSymbolicLink(),
  ).toBe(true);
  await undoTags(path, journal);
  expect(sha256(path)).toBe(sha256(fixture('tone-440.mp3')));
});
