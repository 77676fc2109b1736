/** Programs that are not ours fill files, and read what we wrote. */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { writeTags } from '../../src/tagging/write-tags.js';
import { ffmpeg, fixture } from '../audio/fixtures.js';
import { HAS_FFMPEG, hasProgram, putSong, temporaryDir } from './support/songs.js';

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
