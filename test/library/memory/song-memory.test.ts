/** What is held in memory follows what any process writes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Library, openLibrary } from '../../../src/library/library.js';
import { fakeTrack, fileOf, MODEL, vectorOf } from '../support/fake-songs.js';

const dir = mkdtempSync(join(tmpdir(), 'collap-memory-'));
let reader: Library;
let writer: Library;
const write = (...numbers: number[]) => {
  const tracks = numbers.map((n) => fakeTrack(n));
  return writer.write({ files: tracks.map((track) => fileOf(track)), tracks, descriptions: [] });
};
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
const query = vectorOf(77);

beforeAll(async () => {
  writer = await openLibrary(dir, MODEL);
  reader = await openLibrary(dir, MODEL);
  await write(...range(0, 60));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** What a comparison gave, with the clips that it was made with. */
const compared = async (library: Library, ids: readonly string[], vectors: readonly Float32Array[]) =>
  [...(await library.compareClips(ids, vectors))].map(([id, { products, lufs, clips }]) => [
    id,
    products,
    lufs,
    clips(),
  ]);

/** The library as one that has just been opened sees it. */
async function expectFresh(): Promise<void> {
  const fresh = await openLibrary(dir, MODEL);
  for (const library of [reader, fresh]) expect(await library.hold()).toBe(true);
  const ids = (await fresh.trackIds()).sort();
  expect((await reader.nearestSongs(query, 100)).map(({ trackId }) => trackId).sort()).toEqual(ids);
  expect(await reader.tracks(ids)).toEqual(await fresh.tracks(ids));
  expect(await reader.clips(ids)).toEqual(await fresh.clips(ids));
  expect(await compared(reader, ids, [query])).toEqual(await compared(fresh, ids, [query]));
  expect((await reader.nearestSongs(query, 10)).map(({ trackId }) => trackId)).toEqual(
    (await fresh.nearestSongs(query, 10)).map(({ trackId }) => trackId),
  );
}

test('new songs are there at once', async () => {
  await expectFresh();
  await write(60, 61);
  await expectFresh();
  expect(await reader.countTracks()).toBe(62);
});

test('songs that were heard again have their new vectors', async () => {
  const changed = fakeTrack(5, { song: vectorOf(123), clips: [{ startSeconds: 0, embedding: vectorOf(124) }] });
  await writer.write({ files: [fileOf(changed)], tracks: [changed], descriptions: [] });
  await expectFresh();
  expect((await reader.clips(['track-5'])).get('track-5')).toHaveLength(1);
});

test('new names and removed songs arrive, also after the tables were compacted', async () => {
  const { trackId, path, artist, album, genre, year } = fakeTrack(7);
  const renamed = { trackId, path, artist, album, genre, year, title: 'Another name' };
  await writer.write({ files: [], tracks: [], descriptions: [renamed] });
  await writer.removeFiles(range(10, 50).map((n) => `/music/song ${n}.mp3`));
  await expectFresh();
  expect((await reader.tracks(['track-7']))[0]?.title).toBe('Another name');
  await writer.optimize();
  await write(62);
  await expectFresh();
});

test('memory and tables give the same products', async () => {
  const lazy = await openLibrary(dir, MODEL);
  const few = ['track-0', 'track-61', 'absent'];
  const vectors = [query, vectorOf(3)];
  expect(await compared(lazy, few, vectors)).toEqual(await compared(reader, few, vectors));
  expect(await lazy.tracks(few)).toEqual(await reader.tracks(few));
});
