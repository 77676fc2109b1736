/** One short song of every container that tags are written to. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { AudioFile } from '../../../src/audio/audio-file.js';
import type { Chapter } from '../../../src/tagging/chapter.js';
import { openTags } from '../../../src/tagging/open-tags.js';
import type { TagField, TagStore } from '../../../src/tagging/tag-fields.js';
import { aiffOf, ffmpeg, fixture, TAGGED_SONGS, wavOf } from '../../audio/fixtures.js';
import { makeTone } from '../../audio/tone.js';

const RATE_HZ = 16_000;
const tone = [makeTone(440, RATE_HZ, RATE_HZ)];

/** What the file systems and programs of this machine have. */
export const hasProgram = (name: string, ...args: string[]): boolean => spawnSync(name, args).status === 0;
export const HAS_FFMPEG = hasProgram('ffmpeg', '-version');

/** Names of songs, whose extension says their container. */
export const SONGS: readonly string[] = [
  ...TAGGED_SONGS,
  'tone-550-alac.m4a',
  'tone-900.aac',
  'tone.wav',
  'tone.aiff',
  ...(HAS_FFMPEG ? ['tone.wv'] : []),
];

/** A folder that goes away with the test file. */
export function temporaryDir(): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'collap-tagging-')));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** Puts a fresh song into a folder. */
export function putSong(dir: string, name: string): string {
  const path = join(dir, name);
  if (name === 'tone.wav') writeFileSync(path, wavOf(tone, RATE_HZ));
  else if (name === 'tone.aiff') writeFileSync(path, aiffOf(tone, RATE_HZ));
  else if (name === 'tone.wv') ffmpeg('-i', fixture('tone-500.flac'), '-c:a', 'wavpack', path);
  else copyFileSync(fixture(name), path);
  return path;
}

export const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

export async function readFields(
  path: string,
  fields: readonly TagField[],
): Promise<Record<TagField, readonly string[]>> {
  return withTags(path, async (tags) => Object.fromEntries(fields.map((field) => [field, tags.read(field)])));
}

export const readChapters = (path: string): Promise<readonly Chapter[] | null> =>
  withTags(path, (tags) => tags.readChapters());

async function withTags<T>(path: string, read: (tags: TagStore) => Promise<T>): Promise<T> {
  const file = await AudioFile.open(path);
  try {
    return await read(await openTags(file));
  } finally {
    await file.close();
  }
}
