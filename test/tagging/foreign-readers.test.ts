/** Programs that are not ours fill files, and read what we wrote. */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Chapter } from '../../src/tagging/chapter.js';
import { writeTags } from '../../src/tagging/write-tags.js';
import { ffmpeg, fixture } from '../audio/fixtures.js';
import { HAS_FFMPEG, hasProgram, putSong, readChapters, sha256, temporaryDir } from './support/songs.js';

const PYTHON = '/usr/bin/python3';
const SCRIPT = resolve('scripts/foreign-tags.py');
const hasMutagen = hasProgram(PYTHON, '-c', 'import mutagen');
const dir = temporaryDir();
const WRITTEN = { genre: 'Ámbient', mood: 'calm', bpm: '128', key: 'F#m', comment: 'heard 夜' };
const changes = new Map(Object.entries(WRITTEN).map(([field, value]) => [field, [value]]));

const foreign = (verb: string, path: string): string =>
  execFileSync(PYTHON, [SCRIPT, verb, path], { encoding: 'utf8' });
const dump = (path: string): { own: Record<string, string[]>; foreign: object } => JSON.parse(foreign('dump', path));

/** Songs by the name that tells mutagen and its script what they are. */
const SONGS: Readonly<Record<string, (path: string) => void>> = {
  'v23.mp3': (path) => copyFileSync(fixture('tone-440.mp3'), path),
  'v24.mp3': (path) => copyFileSync(fixture('tone-440.mp3'), path),
  ...Object.fromEntries(
    [
      'tone-500.flac',
      'tone-600.ogg',
      'tone-700.opus',
      'tone-800.m4a',
      'tone.wav',
      'tone.aiff',
      ...(HAS_FFMPEG ? ['tone.wv'] : []),
    ].map((name) => [name, () => putSong(dir, name)]),
  ),
};

for (const [name, put] of Object.entries(SONGS)) {
  const title = `${name}: mutagen reads our fields, and all of its own as they were`;
  (hasMutagen ? test : test.skip)(hasMutagen ? title : `${title} (skipped: no python3-mutagen)`, async () => {
    const path = join(dir, name);
    put(path);
    foreign('make', path);
    const before = dump(path);
    expect(Object.keys(before.foreign).length).toBeGreaterThan(2);
    await writeTags(path, changes, join(dir, 'journal'));
    const after = dump(path);
    expect(after.foreign).toEqual(before.foreign);
    expect(Object.fromEntries(Object.entries(after.own).map(([field, [value]]) => [field, value]))).toEqual(WRITTEN);
  });
}

/** As ffprobe sees them: the last one ends with the sound, or with the padding of its encoder. */
const CHAPTERS: readonly Chapter[] = [
  { startSeconds: 0, endSeconds: 0.255, name: 'Intro' },
  { startSeconds: 0.255, endSeconds: 0.75, name: 'Vérse "夜"' },
  { startSeconds: 0.75, endSeconds: 1, name: 'Chorus' },
];
const HAS_FFPROBE = HAS_FFMPEG && hasProgram('ffprobe', '-version');
const probeChapters = (path: string): { start: number; name: string }[] =>
  JSON.parse(
    execFileSync('ffprobe', ['-v', 'error', '-show_chapters', '-of', 'json', path], { encoding: 'utf8' }),
  ).chapters.map((chapter: { start_time: string; tags: { title: string } }) => ({
    start: Number(chapter.start_time),
    name: chapter.tags.title,
  }));

for (const [name, put] of Object.entries(SONGS)) {
  if (name === 'tone.wv') continue; // APEv2 has no chapters
  const title = `${name}: ffprobe reads our chapters, and mutagen all of its own as it was`;
  const missing = hasMutagen ? (HAS_FFPROBE ? null : 'ffprobe') : 'python3-mutagen';
  (missing ? test.skip : test)(missing ? `${title} (skipped: no ${missing})` : title, async () => {
    const path = join(dir, name);
    put(path);
    foreign('make', path);
    const before = dump(path);
    await writeTags(path, changes, join(dir, 'journal'), CHAPTERS);
    const seen = probeChapters(path);
    expect(seen.map(({ name: title }) => title)).toEqual(CHAPTERS.map(({ name: title }) => title));
    for (const [i, { start }] of seen.entries())
      expect(Math.abs(start - (CHAPTERS[i] as Chapter).startSeconds)).toBeLessThanOrEqual(0.001);
    expect(dump(path).foreign).toEqual(before.foreign);
  });
}

(HAS_FFPROBE ? test : test.skip)(
  `chapters that are a track of their own, as ffmpeg writes them, are read and left alone${HAS_FFPROBE ? '' : ' (skipped: no ffprobe)'}`,
  async () => {
    const list = join(dir, 'chapters.txt');
    const entries = ['Öne', 'Two'].map(
      (title, i) => `[CHAPTER]\nTIMEBASE=1/10\nSTART=${i * 4}\nEND=${i * 4 + 4}\ntitle=${title}\n`,
    );
    writeFileSync(list, `;FFMETADATA1\n${entries.join('')}`);
    for (const flags of ['0', '+faststart']) {
      const path = join(dir, `track${flags.length}.m4a`);
      ffmpeg(
        '-i',
        fixture('tone-800.m4a'),
        '-i',
        list,
        '-map',
        '0:a',
        '-map_chapters',
        '1',
        '-c',
        'copy',
        '-movflags',
        flags,
        path,
      );
      expect(await readChapters(path)).toMatchObject([
        { startSeconds: 0, name: 'Öne' },
        { startSeconds: 0.4, name: 'Two' },
      ]);
      const before = sha256(path);
      await expect(writeTags(path, new Map(), join(dir, 'journal'), CHAPTERS)).rejects.toMatchObject({
        code: 'E_TAG_FIELD',
        remedy: expect.stringContaining('ffmpeg'),
      });
      expect(sha256(path)).toBe(before);
      await writeTags(path, changes, join(dir, 'journal'));
      expect(probeChapters(path).map(({ name }) => name)).toEqual(['Öne', 'Two']);
    }
  },
);

const CHECKERS: readonly [string, string, string[]][] = [
  ['tone-500.flac', 'flac', ['--test', '--silent']],
  ['tone-700.opus', 'opusinfo', []],
  ['tone.wv', 'wvunpack', ['-q', '-v']],
];
for (const [name, program, args] of CHECKERS) {
  const isHere = !(spawnSync(program, ['--version']).error || (name === 'tone.wv' && !HAS_FFMPEG));
  const title = `${program} finds nothing wrong with a tagged ${name}`;
  (isHere ? test : test.skip)(isHere ? title : `${title} (skipped: no ${program})`, async () => {
    const path = putSong(dir, name);
    await writeTags(path, changes, join(dir, 'journal'));
    const { status, stdout, stderr } = spawnSync(program, [...args, path], { encoding: 'utf8' });
    expect({ status, warnings: /warning/i.test(stdout + stderr) }).toEqual({ status: 0, warnings: false });
  });
}

(HAS_FFMPEG ? test : test.skip)(
  'an index behind the sound stays right, and one in front of it moves along (skipped without ffmpeg)',
  async () => {
    for (const flags of ['0', '+faststart']) {
      const path = join(dir, `moov${flags.length}.m4a`);
      ffmpeg('-f', 'lavfi', '-i', 'sine=duration=20', '-c:a', 'aac', '-movflags', flags, path);
      const md5 = () => execFileSync('ffmpeg', ['-v', 'error', '-i', path, '-f', 'md5', '-'], { encoding: 'utf8' });
      const before = md5();
      await writeTags(path, new Map([['comment', ['long '.repeat(50_000)]]]), join(dir, 'journal'));
      expect(md5()).toBe(before);
    }
  },
);
