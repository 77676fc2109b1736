import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { indexPaths } from '../../src/library/index-paths.js';
import { openLibrary } from '../../src/library/library.js';
import type { HeardForTags } from '../../src/tagging/hear-for-tags.js';
import { type TagRun, tagFiles } from '../../src/tagging/tag-files.js';
import { DEFAULT_RULES, type TagRules } from '../../src/tagging/tag-rules.js';
import { writeTags } from '../../src/tagging/write-tags.js';
import { type FakeWorkspace, fakeWav, fakeWorkspace } from '../library/support/fake-workspace.mjs';
import { putSong, readChapters, readFields, sha256, temporaryDir } from './support/songs.js';

const HEARD: HeardForTags = {
  groups: { genre: [{ label: 'techno', probability: 0.8 }], mood: [{ label: 'dark', probability: 0.6 }] },
  tempoBpm: 128,
  key: 'A minor',
  chapters: [
    { startSeconds: 0, endSeconds: 0.25, name: 'Intro' },
    { startSeconds: 0.25, endSeconds: 1, name: 'Chorus' },
  ],
};
const base = temporaryDir();
let [music, count]: [string, number] = ['', 0];
let workspace: FakeWorkspace;
const open = (roots: readonly string[] | null = null) =>
  fakeWorkspace({ libraryDir: join(base, `library${count}`), openLibrary, roots });
beforeEach(() => {
  music = join(base, `music${++count}`);
  mkdirSync(music);
  workspace = open();
});
const run = (action: TagRun['action'], rules: Partial<TagRules> = {}, ...paths: string[]) =>
  tagFiles(workspace, paths.length > 0 ? paths : [music], {
    action,
    rules: { ...DEFAULT_RULES, ...rules },
    hear: async () => HEARD,
  });

test('a preview changes nothing and says what would be written; writing does just that; undo takes it back', async () => {
  const path = putSong(music, 'tone-500.flac');
  const before = sha256(path);
  const preview = await run('preview');
  expect(preview).toMatchObject({
    written: false,
    files: [{ path, kind: 'Vorbis comment', status: 'proposed' }],
    failed: [],
  });
  expect(preview.files[0]?.changes).toEqual([
    { field: 'genre', before: [], after: ['techno'], probability: 0.8 },
    { field: 'mood', before: [], after: ['dark'], probability: 0.6 },
    { field: 'bpm', before: [], after: ['128'], probability: null },
    { field: 'key', before: [], after: ['Am'], probability: null },
  ]);
  expect(sha256(path)).toBe(before);
  expect(await run('write')).toMatchObject({
    written: true,
    files: [{ status: 'written', changes: preview.files[0]?.changes }],
  });
  expect(await readFields(path, ['genre', 'key'])).toEqual({ genre: ['techno'], key: ['Am'] });
  expect(await run('write')).toMatchObject({ written: false, files: [{ status: 'unchanged', changes: [] }] });
  expect(await run('undo')).toMatchObject({ written: true, files: [{ status: 'restored' }] });
  expect(sha256(path)).toBe(before);
});

test('with onlyMissing, what stands in the file stays', async () => {
  const path = putSong(music, 'tone-440.mp3');
  await writeTags(path, new Map([['genre', ['Mine']]]), join(base, 'elsewhere'));
  const report = await run('write', { onlyMissing: true });
  expect(report.files[0]?.changes.map(({ field }) => field)).toEqual(['mood', 'bpm', 'key']);
  expect(report.files[0]?.leftOut).toEqual([{ field: 'genre', reason: expect.stringContaining('only missing') }]);
  expect(await readFields(path, ['genre', 'mood'])).toEqual({ genre: ['Mine'], mood: ['dark'] });
});

describe('tags of an older kind, which are not written, are seen', () => {
  const seen = async (path: string) => {
    const [file] = (await run('preview', {}, path)).files;
    expect(file?.changes[0]).toMatchObject({ field: 'genre', before: ['Classical'], after: ['techno'] });
    const kept = await run('write', { onlyMissing: true }, path);
    expect(kept.files[0]?.leftOut).toEqual([{ field: 'genre', reason: expect.stringContaining('only missing') }]);
    await run('write', {}, path);
    expect(await readFields(path, ['genre', 'comment'])).toEqual({ genre: ['techno'], comment: ['Mine'] });
  };

  test('ID3v1 of MP3', async () => {
    const path = putSong(music, 'tone-440.mp3');
    const tag = Buffer.alloc(128);
    tag.write('TAG');
    tag.write('Mine', 97);
    tag[126] = 7; // the number of the track
    tag[127] = 32; // Classical
    const bytes = readFileSync(path);
    const own = bytes.toString('latin1', 0, 3) === 'ID3' ? 10 + bytes.readUInt16BE(8) : 0; // its tag has less than 128 bytes of size
    writeFileSync(path, Buffer.concat([bytes.subarray(own), tag]));
    await seen(path);
    expect(readFileSync(path).subarray(-128).equals(tag)).toBe(true);
  });

  test('LIST INFO of WAV', async () => {
    const path = putSong(music, 'tone.wav');
    const text = (id: string, value: string) =>
      Buffer.concat([
        Buffer.from(id),
        Buffer.from([value.length + 1, 0, 0, 0]),
        Buffer.from(`${value}\0`.padEnd((value.length + 2) & ~1, '\0')),
      ]);
    const info = Buffer.concat([Buffer.from('INFO'), text('IGNR', 'Classical'), text('ICMT', 'Mine')]);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(info.length);
    const bytes = Buffer.concat([readFileSync(path), Buffer.from('LIST'), size, info]);
    bytes.writeUInt32LE(bytes.length - 8, 4);
    writeFileSync(path, bytes);
    await seen(path);
    expect(readFileSync(path).includes(info)).toBe(true);
  });
});

test('what another program writes while the song is heard stays', async () => {
  const path = putSong(music, 'tone-500.flac');
  const report = await tagFiles(workspace, [music], {
    action: 'write',
    rules: { ...DEFAULT_RULES, onlyMissing: true },
    hear: async () => {
      await writeTags(path, new Map([['genre', ['Mine']]]), join(base, 'elsewhere'));
      return HEARD;
    },
  });
  expect(report).toMatchObject({ written: false, files: [], failed: [{ path, code: 'E_CHANGED' }] });
  expect(await readFields(path, ['genre', 'mood'])).toEqual({ genre: ['Mine'], mood: [] });
});

test('chapters: shown, written, the same again is no change, only missing ones on request, and taken back', async () => {
  const path = putSong(music, 'tone-440.mp3');
  const before = sha256(path);
  const fields: TagRules['fields'] = ['chapters'];
  const change = {
    field: 'chapters',
    before: [],
    after: ['00:00:00.000 Intro', '00:00:00.250 Chorus'],
    probability: null,
  };
  expect((await run('preview', { fields })).files).toMatchObject([{ status: 'proposed', changes: [change] }]);
  expect(sha256(path)).toBe(before);
  expect((await run('write', { fields })).files).toMatchObject([{ status: 'written', changes: [change] }]);
  expect(await readChapters(path)).toEqual(HEARD.chapters);
  expect((await run('write', { fields })).files).toMatchObject([{ status: 'unchanged', changes: [], leftOut: [] }]);
  await run('undo');
  expect(sha256(path)).toBe(before);

  await writeTags(path, new Map(), join(base, 'elsewhere'), [{ startSeconds: 0, endSeconds: 1, name: 'Mine' }]);
  const kept = sha256(path);
  const report = await run('write', { fields, onlyMissing: true });
  expect(report.files[0]?.leftOut).toEqual([{ field: 'chapters', reason: expect.stringContaining('only missing') }]);
  expect(sha256(path)).toBe(kept);
});

test('a file that fails keeps no other from being tagged', async () => {
  const good = putSong(music, 'tone-700.opus');
  writeFileSync(join(music, 'bad.mp3'), 'not audio');
  putSong(music, 'tone-650.wma');
  const report = await run('write', {}, music, join(base, 'nowhere'));
  expect(report.files.map(({ path, status }) => [path, status])).toEqual([[good, 'written']]);
  expect(report.failed.map(({ code }) => code).sort()).toEqual(['E_NOT_AUDIO', 'E_NOT_FOUND', 'E_TAG_FORMAT']);
  for (const failure of report.failed) expect(failure.remedy).toMatch(/\w/);
});

test('files outside the roots are refused, also those that are indexed', async () => {
  const path = join(music, 'song.wav');
  writeFileSync(path, fakeWav(count));
  await indexPaths(workspace, [music]);
  workspace = open([join(base, 'other')]);
  expect((await run('write', {}, path)).failed).toMatchObject([{ code: 'E_OUTSIDE_ROOTS' }]);
});

test('an indexed file is recognised after tagging without being heard again; other audio in its place is refused', async () => {
  const path = join(music, 'song.wav');
  writeFileSync(path, fakeWav(count));
  expect(await indexPaths(workspace, [music])).toMatchObject({ indexed: 1 });
  const trackId = (await (await workspace.library()).findTrack(path))?.trackId;
  await run('write');
  await run('write', { keyNotation: 'camelot' }); // its tags changed since it was indexed, its audio did not
  expect(await readFields(path, ['key'])).toEqual({ key: ['8A'] });
  workspace = open();
  expect(await indexPaths(workspace, [music])).toMatchObject({ indexed: 0, unchanged: 1, failed: [] });
  expect(workspace.calls).toMatchObject({ decoded: [], embedded: 0 });
  const track = await (await workspace.library()).findTrack(path);
  expect(track).toMatchObject({ trackId, genre: ['techno'] });

  writeFileSync(path, fakeWav(count + 1000));
  const other = readFileSync(path);
  expect(await run('write')).toMatchObject({
    written: false,
    failed: [{ code: 'E_CHANGED', remedy: expect.stringContaining('collap index') }],
  });
  expect(readFileSync(path).equals(other)).toBe(true);
});

test('a vocabulary with unknown words ends the run before anything is written', async () => {
  const path = putSong(music, 'tone-440.mp3');
  const before = sha256(path);
  await expect(run('write', { vocabulary: { genre: { tekno: 'x' } } })).rejects.toMatchObject({ code: 'E_USAGE' });
  expect(sha256(path)).toBe(before);
});
