/** Every container: what is written is read by another reader, the audio stays bit for bit, and undo is exact. */
import { statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parseFile } from 'music-metadata';
import { createDecoderPool } from '../../src/audio/decoder-pool.js';
import { hashEncodedAudio } from '../../src/audio/track-id.js';
import type { Chapter } from '../../src/tagging/chapter.js';
import type { TagChanges } from '../../src/tagging/tag-fields.js';
import { undoTags, writeTags } from '../../src/tagging/write-tags.js';
import { decodeAll } from '../audio/fixtures.js';
import { putSong, readChapters, readFields, SONGS, sha256, temporaryDir } from './support/songs.js';

const dir = temporaryDir();
const journal = join(dir, 'journal');
const pool = createDecoderPool();
afterAll(() => pool.close());

const FIELDS = ['genre', 'mood', 'bpm', 'key', 'comment', 'GROUPING'];
const SHORT: TagChanges = new Map([
  ['genre', ['Ámbient']],
  ['mood', ['calm']],
  ['bpm', ['128']],
  ['key', ['F#m']],
  ['comment', ['heard by a machine']],
  ['GROUPING', ['late night 夜']],
]);
/** music-metadata reads no tags in Ogg FLAC; mutagen does. */
const UNREAD = 'tone-750.oga';
const CHAPTERS: readonly Chapter[] = [
  { startSeconds: 0, endSeconds: 0.255, name: 'Intro' },
  { startSeconds: 0.255, endSeconds: 0.75, name: 'Verse "夜"' },
  { startSeconds: 0.75, endSeconds: 1, name: 'Chorus' },
];
const starts = (chapters: readonly Chapter[] | null) =>
  chapters?.map(({ startSeconds, name }) => ({ startSeconds, name }));
/** Outgrows any padding, and an Ogg page. */
const LONG: TagChanges = new Map([['comment', ['long '.repeat(20_000).trim()]]]);

test('a field of the caller may be called as what every object has', async () => {
  const path = putSong(dir, 'tone-440.mp3');
  await writeTags(path, new Map([['constructor', ['Steinway']]]), journal);
  expect(await readFields(path, ['constructor'])).toEqual({ constructor: ['Steinway'] });
});

describe.each(SONGS)('%s', (name) => {
  test('is tagged, its audio stays bit for bit, and undo brings back every byte', async () => {
    const path = putSong(dir, name);
    utimesSync(path, 1_600_000_000, 1_600_000_000);
    const original = { sha256: sha256(path), mtimeMs: statSync(path).mtimeMs };
    const [trackId, { samples }] = [await hashEncodedAudio(path), await decodeAll(pool, path)];

    await writeTags(path, SHORT, journal);
    expect(await readFields(path, FIELDS)).toEqual(Object.fromEntries(SHORT));
    if (name !== UNREAD) {
      const { common, native } = await parseFile(path);
      expect(common).toMatchObject({ genre: ['Ámbient'], bpm: 128 });
      expect(JSON.stringify(native)).toContain('F#m'); // it maps keys of ID3 only
    }
    const short = sha256(path);
    await writeTags(path, LONG, journal);
    expect((await readFields(path, FIELDS)).comment).toEqual(LONG.get('comment'));
    expect(await hashEncodedAudio(path)).toBe(trackId);
    const decoded = await decodeAll(pool, path);
    expect(Buffer.from(decoded.samples.buffer).equals(Buffer.from(samples.buffer))).toBe(true);

    await undoTags(path, journal);
    expect(sha256(path)).toBe(short);
    await undoTags(path, journal);
    expect({ sha256: sha256(path), mtimeMs: statSync(path).mtimeMs }).toEqual(original);
    await expect(undoTags(path, journal)).rejects.toMatchObject({ code: 'E_NO_UNDO' });
  });

  test('a field is removed without a trace, and a second writing changes nothing', async () => {
    const path = putSong(dir, name);
    await writeTags(path, SHORT, journal);
    const once = sha256(path);
    await writeTags(path, SHORT, journal);
    expect(sha256(path)).toBe(once);
    await writeTags(
      path,
      new Map([
        ['mood', []],
        ['GROUPING', []],
      ]),
      journal,
    );
    expect(await readFields(path, FIELDS)).toMatchObject({
      mood: [],
      GROUPING: [],
      genre: ['Ámbient'],
      comment: ['heard by a machine'],
    });
  });

  const hasChapters = name !== 'tone.wv';
  test(
    hasChapters ? 'takes chapters, gives them back, and takes others instead' : 'has no chapters, and says so',
    async () => {
      const path = putSong(dir, name);
      const [before, trackId] = [sha256(path), await hashEncodedAudio(path)];
      const writing = writeTags(path, SHORT, journal, CHAPTERS);
      if (!hasChapters) {
        await expect(writing).rejects.toMatchObject({
          code: 'E_TAG_FIELD',
          remedy: expect.stringContaining('cue sheet'),
        });
        expect(sha256(path)).toBe(before);
        expect(await readChapters(path)).toBeNull();
        return;
      }
      await writing;
      expect(starts(await readChapters(path))).toEqual(starts(CHAPTERS));
      expect(await readFields(path, FIELDS)).toEqual(Object.fromEntries(SHORT));
      await writeTags(path, new Map([['mood', ['dark']]]), journal); // leaves chapters alone
      expect(starts(await readChapters(path))).toEqual(starts(CHAPTERS));
      await writeTags(path, new Map(), journal, CHAPTERS.slice(1));
      expect(starts(await readChapters(path))).toEqual(starts(CHAPTERS.slice(1)));
      expect(await hashEncodedAudio(path)).toBe(trackId);
      for (let i = 0; i < 3; i++) await undoTags(path, journal);
      expect(sha256(path)).toBe(before);
    },
  );
});
