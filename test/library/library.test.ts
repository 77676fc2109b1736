import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Library, openLibrary } from '../../src/library/library.js';
import type { NewTrack } from '../../src/library/stored-track.js';
import { fakeTrack, fileOf, IDENTITY, MODEL, SIZE, vectorOf } from './support/fake-songs.js';

const root = mkdtempSync(join(tmpdir(), 'collap-library-'));
let dir = '';
let library: Library;
let count = 0;
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeEach(async () => {
  dir = join(root, String(count++));
  library = await openLibrary(dir, MODEL);
});

const store = (tracks: NewTrack[], into = library) =>
  into.write({ files: tracks.map((track) => fileOf(track)), tracks, descriptions: [] });
const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, d) => sum + value * (b[d] as number), 0);

test('a folder of songs is not made into a library', async () => {
  const songs = join(root, 'songs');
  mkdirSync(songs);
  writeFileSync(join(songs, 'one.FLAC'), '');
  await expect(openLibrary(songs, MODEL)).rejects.toMatchObject({
    code: 'E_LIBRARY',
    message: expect.stringContaining('one.FLAC'),
  });
  expect(readdirSync(songs)).toEqual(['one.FLAC']);
});

describe('what was stored', () => {
  test('comes back', async () => {
    const track = fakeTrack(1, {
      title: "Don't \\ 'stop' ♫",
      artist: null,
      genre: ['Rock', 'Art pop'],
      year: 1977,
      key: null,
      tempoBpm: null,
      loudnessDb: null,
    });
    await store([track, fakeTrack(2)]);
    const [found] = await library.tracks(['track-1', 'absent']);
    const { clips, sections, ...rest } = track;
    expect(found).toEqual({ ...rest, keyConfidence: 0.5 });
    const stored = (await library.clips(['track-1', 'absent'])).get('track-1');
    expect(stored?.map((clip) => clip.startSeconds)).toEqual([0, 10, 20, 30, 40, 50]);
    for (const [n, clip] of clips.entries()) {
      for (const [d, value] of clip.embedding.entries()) expect(stored?.[n]?.embedding[d]).toBeCloseTo(value, 2);
    }
    expect((await library.tracks(['track-2', 'track-1'])).map(({ trackId }) => trackId)).toEqual([
      'track-2',
      'track-1',
    ]);
  });

  test('is counted', async () => {
    await library.write({
      files: [
        fileOf(fakeTrack(1)),
        fileOf(fakeTrack(1), '/copy.mp3'),
        { ...fileOf(fakeTrack(2), '/bad.mp3'), trackId: null, state: 'failed', code: 'E_DECODE', message: 'Broken.' },
      ],
      tracks: [fakeTrack(1)],
      descriptions: [],
    });
    const { diskBytes, ...status } = await library.status();
    expect(status).toEqual({
      tracks: 1,
      files: 2,
      failed: 1,
      failures: [
        {
          path: '/bad.mp3',
          code: 'E_DECODE',
          message: 'Broken.',
          remedy: expect.stringContaining('Copy the file again'),
        },
      ],
    });
    expect(diskBytes).toBeGreaterThan(1000);
    expect(await library.countTracks()).toBe(1);
    expect(await library.copies()).toEqual([
      { trackId: 'track-1', paths: [fileOf(fakeTrack(1)).path, '/copy.mp3'].sort() },
    ]);
  });

  test('stays one row when stored again, and takes the new values', async () => {
    await store([fakeTrack(1), fakeTrack(2)]);
    await store([fakeTrack(1, { title: 'New', clips: fakeTrack(7).clips.slice(0, 2) })]);
    expect((await library.trackIds()).sort()).toEqual(['track-1', 'track-2']);
    expect((await library.tracks(['track-1']))[0]?.title).toBe('New');
    expect((await library.clips(['track-1'])).get('track-1')).toHaveLength(2);
  });

  test('is described anew without its vectors', async () => {
    await store([fakeTrack(1)]);
    const { trackId, album, year } = fakeTrack(1);
    const description = { trackId, path: '/elsewhere.mp3', title: 'Other', artist: null, album, genre: ['Jazz'], year };
    await library.write({ files: [fileOf(fakeTrack(1), '/elsewhere.mp3')], tracks: [], descriptions: [description] });
    const [found] = await library.tracks(['track-1']);
    expect(found).toMatchObject({
      path: '/elsewhere.mp3',
      title: 'Other',
      artist: null,
      genre: ['Jazz'],
      durationSeconds: 61,
    });
    expect(found?.song).toEqual(fakeTrack(1).song);
  });

  test('is never a file without its track', async () => {
    const lost = await library.write({ files: [fileOf(fakeTrack(5))], tracks: [], descriptions: [] });
    expect(lost).toEqual(['/music/song 5.mp3']);
    expect(await library.filesUnder(['/music'])).toEqual([]);
  });

  test('is removed with its last file, and keeps a path that exists until then', async () => {
    await store([fakeTrack(1), fakeTrack(2)]);
    await library.write({ files: [fileOf(fakeTrack(1), '/copy.mp3')], tracks: [], descriptions: [] });
    expect(await library.removeFiles(['/music/song 1.mp3', '/unknown.mp3'])).toBe(1);
    expect((await library.tracks(['track-1']))[0]?.path).toBe('/copy.mp3');
    expect(await library.removeFiles(['/copy.mp3'])).toBe(1);
    expect(await library.trackIds()).toEqual(['track-2']);
    expect(await library.clips(['track-1'])).toEqual(new Map());
  });

  test('gives way when the file at its path holds something else', async () => {
    await store([fakeTrack(1)]);
    await store([fakeTrack(2, { path: '/music/song 1.mp3' })]);
    expect(await library.trackIds()).toEqual(['track-2']);
  });

  test('survives compaction and is seen by readers that were open before', async () => {
    const reader = await openLibrary(dir, MODEL);
    expect(await reader.countTracks()).toBe(0);
    for (let n = 0; n < 5; n++) await store([fakeTrack(n)]);
    expect((await reader.clips(['track-3'])).get('track-3')).toHaveLength(6);
    await library.optimize();
    await store([fakeTrack(9)]);
    expect((await reader.clips(['track-9'])).get('track-9')).toHaveLength(6);
    expect(await reader.countTracks()).toBe(6);
  });
});

describe('looking up', () => {
  test('by id, path, title and file name', async () => {
    await store([fakeTrack(1), fakeTrack(2, { title: null }), fakeTrack(3, { title: 'song 1' })]);
    expect((await library.findTrack('track-2'))?.trackId).toBe('track-2');
    expect((await library.findTrack('/music/song 2.mp3'))?.trackId).toBe('track-2');
    expect((await library.findTrack('/music/../music/song 2.mp3'))?.trackId).toBe('track-2');
    expect((await library.findTrack('SONG 2'))?.trackId).toBe('track-2');
    expect(await library.findTrack("it's not there")).toBeNull();
    expect(await library.findTrack('')).toBeNull();
    await expect(library.findTrack('Song 1')).rejects.toMatchObject({
      code: 'E_USAGE',
      message: expect.stringContaining('song 3.mp3'),
    });
  });

  test('files under a folder, not beside it', async () => {
    await store([
      fakeTrack(1, { path: "/m/it's 100%_a/x.mp3" }),
      fakeTrack(2, { path: "/m/it's 100%_a b/x.mp3" }),
      fakeTrack(3, { path: '/m/y.mp3' }),
    ]);
    const under = async (path: string) => (await library.filesUnder([path])).map(({ trackId }) => trackId).sort();
    expect(await under("/m/it's 100%_a")).toEqual(['track-1']);
    expect(await under('/m')).toEqual(['track-1', 'track-2', 'track-3']);
    expect(await under('/')).toEqual(['track-1', 'track-2', 'track-3']);
    expect(await under('/m/y.mp3')).toEqual(['track-3']);
  });

  test('by filter', async () => {
    await store([
      fakeTrack(1, { tempoBpm: 120, key: 'A minor', year: 1999, genre: ['Hard Rock'] }),
      fakeTrack(2, { tempoBpm: 128.5, key: 'C major', year: null }),
      fakeTrack(3, { tempoBpm: null, key: null, path: "/Other/it's.flac" }),
    ]);
    const ids = async (filter: Parameters<Library['filterTracks']>[0]) => (await library.filterTracks(filter)).sort();
    expect(await ids({})).toHaveLength(3);
    expect(await ids({ tempoBpm: [120, 128] })).toEqual(['track-1']);
    expect(await ids({ tempoBpm: [121, Number.POSITIVE_INFINITY] })).toEqual(['track-2']);
    expect(await ids({ tempoBpm: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] })).toEqual([
      'track-1',
      'track-2',
    ]);
    expect(await ids({ key: 'Am' })).toEqual(['track-1']);
    expect(await ids({ year: [1990, 2000] })).toEqual(['track-1']);
    expect(await ids({ genre: 'rock' })).toEqual(['track-1']);
    expect(await ids({ pathContains: "other/IT'S" })).toEqual(['track-3']);
    expect(await ids({ durationSeconds: [62, 63] })).toEqual(['track-2', 'track-3']);
    expect(await ids({ trackIds: ['track-3', "x' OR true"] })).toEqual(['track-3']);
    expect(await ids({ trackIds: [] })).toEqual([]);
    await expect(library.filterTracks({ tempo: [1, 2] } as never)).rejects.toMatchObject({ code: 'E_FILTER' });
    await expect(library.filterTracks({ key: 'loud' })).rejects.toMatchObject({ code: 'E_FILTER' });
    await expect(library.filterTracks({ year: [2000, 1990] })).rejects.toMatchObject({ code: 'E_FILTER' });
  });
});

describe('nearest', () => {
  const tracks = Array.from({ length: 30 }, (_, n) => fakeTrack(n));
  const query = vectorOf(77);

  test('songs are ranked by dot product, and by the cosine around a centre', async () => {
    await store(tracks);
    const songs = tracks
      .map(({ trackId, song }) => ({ trackId, score: dot(query, song) }))
      .sort((a, b) => b.score - a.score);
    const nearSongs = await library.nearestSongs(query, 5);
    expect(nearSongs.map(({ trackId }) => trackId)).toEqual(songs.slice(0, 5).map(({ trackId }) => trackId));
    for (const [i, { score }] of nearSongs.entries())
      expect(score).toBeCloseTo((songs[i] as (typeof songs)[0]).score, 4);

    const centre = vectorOf(88);
    const cosine = ({ song }: (typeof tracks)[0]) => {
      const rest = song.map((value, d) => value - (centre[d] as number));
      return dot(query, rest) / Math.sqrt(dot(rest, rest));
    };
    const byCosine = tracks.toSorted((a, b) => cosine(b) - cosine(a)).map(({ trackId }) => trackId);
    const near = await library.nearestSongs(query, 5, undefined, centre);
    expect(near.map(({ trackId }) => trackId)).toEqual(byCosine.slice(0, 5));
    expect(near[0]?.score).toBeCloseTo(Math.max(...tracks.map(cosine)), 4);
  });

  test('filters narrow the search before the limit', async () => {
    await store(tracks);
    const filter = { tempoBpm: [101, 102] as [number, number] };
    expect((await library.nearestSongs(query, 10, filter)).map(({ trackId }) => trackId).sort()).toEqual([
      'track-1',
      'track-2',
    ]);
    expect(await library.nearestSongs(query, 20, { genre: 'none' })).toEqual([]);
  });

  test('an empty library has none', async () => {
    expect(await library.nearestSongs(query, 5)).toEqual([]);
  });
});

describe('several at once', () => {
  test('two writers of the same songs leave no duplicates', async () => {
    const other = await openLibrary(dir, MODEL);
    const songs = Array.from({ length: 12 }, (_, n) => fakeTrack(n));
    await Promise.all(songs.flatMap((song) => [store([song]), store([song], other)]));
    expect((await library.trackIds()).sort()).toEqual(songs.map(({ trackId }) => trackId).sort());
    expect(await library.filesUnder(['/music'])).toHaveLength(12);
  }, 120_000);

  test('opening a new library at the same moment works', async () => {
    const fresh = join(root, 'fresh');
    const libraries = await Promise.all([1, 2, 3].map(() => openLibrary(fresh, MODEL)));
    await store([fakeTrack(1)], libraries[0]);
    for (const each of libraries) expect(await each.countTracks()).toBe(1);
  });
});

describe('what a library refuses', () => {
  test('vectors of another model, unless it is still empty', async () => {
    const other = { identity: { ...IDENTITY, sha256: 'b'.repeat(64) }, embeddingSize: SIZE * 2 };
    await library.addFolders(['/music']);
    const reopened = await openLibrary(dir, other);
    expect(await reopened.folders()).toEqual(['/music']);
    await store(
      [fakeTrack(1, { song: vectorOf(1, SIZE * 2), clips: [{ startSeconds: 0, embedding: vectorOf(2, SIZE * 2) }] })],
      reopened,
    );
    await expect(openLibrary(dir, MODEL)).rejects.toMatchObject({
      code: 'E_MODEL_MISMATCH',
      remedy: expect.stringContaining('--library'),
    });
  });

  test('a place that is no folder', async () => {
    const file = join(root, 'file');
    writeFileSync(file, 'text');
    await expect(openLibrary(file, MODEL)).rejects.toMatchObject({ code: 'E_LIBRARY', remedy: expect.any(String) });
    await expect(openLibrary(join(file, 'below'), MODEL)).rejects.toMatchObject({ code: 'E_LIBRARY' });
  });

  test('to go on when its folder is gone or its card is damaged', async () => {
    await store([fakeTrack(1)]);
    const card = await readFile(join(dir, 'library.json'), 'utf8');
    writeFileSync(join(dir, 'library.json'), card.slice(0, 20));
    await expect(openLibrary(dir, MODEL)).rejects.toMatchObject({
      code: 'E_LIBRARY',
      remedy: expect.stringContaining('index'),
    });
    rmSync(dir, { recursive: true });
    await expect(library.tracks(['track-1'])).rejects.toMatchObject({ code: 'E_LIBRARY' });
    await expect(store([fakeTrack(2)])).rejects.toMatchObject({ code: 'E_LIBRARY' });
  });
});

test('folders are kept once, and not below each other', async () => {
  await library.addFolders(['/music', '/music/rock', '/musical']);
  await library.addFolders(['/music']);
  expect(await library.folders()).toEqual(['/music', '/musical']);
});
