/** The ways of large libraries, on a small one with the limits turned down. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { compactTables, ensureIndices } from '../../src/library/maintain.js';
import { createSongMemory } from '../../src/library/memory/song-memory.js';
import { createSongSketches } from '../../src/library/memory/song-sketches.js';
import { nearestSongs, type SearchSources } from '../../src/library/nearest.js';
import { readClips } from '../../src/library/read-clips.js';
import { type LibraryTables, openTables } from '../../src/library/tables.js';
import { removeFiles, writeBatch } from '../../src/library/write-songs.js';
import { fakeTrack, fileOf, IDENTITY, vectorOf } from './support/fake-songs.js';

const dir = mkdtempSync(join(tmpdir(), 'collap-large-'));
const SONGS = 600;
const DIMENSIONS = 32;
const query = vectorOf(50_000, DIMENSIONS);
let tables: LibraryTables;
/** All in memory; only song vectors in memory; nothing in memory. */
let [whole, sketched, indexed]: SearchSources[] = [];

const song = (n: number) => fakeTrack(n, { song: vectorOf(n, DIMENSIONS), tempoBpm: n, clips: clipsOf(n) });
const clipsOf = (n: number) => [{ startSeconds: 0, embedding: vectorOf(9_000 + n, DIMENSIONS) }];
const write = (tracks: ReturnType<typeof song>[]) =>
  writeBatch(tables, { files: tracks.map((track) => fileOf(track)), tracks, descriptions: [] });
const search = async (
  sources: SearchSources | undefined,
  limit: number,
  { centre = null, filter = {} }: { centre?: Float32Array | null; filter?: object } = {},
) =>
  (await nearestSongs(sources as SearchSources, { direction: query, centre }, limit, filter)).map(
    ({ trackId }) => trackId,
  );

beforeAll(async () => {
  tables = await openTables(dir, IDENTITY, DIMENSIONS);
  await write(Array.from({ length: SONGS }, (_, n) => song(n)));
  await ensureIndices(tables, 100);
  const sourcesOf = (mostHeld: number) => ({
    tables,
    memory: createSongMemory(tables, mostHeld),
    sketches: createSongSketches(tables),
  });
  whole = sourcesOf(SONGS * 2);
  sketched = sourcesOf(0);
  indexed = sourcesOf(0);
  await whole.memory.held();
  await sketched.sketches.filled();
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('indices are made once', async () => {
  await ensureIndices(tables, 100);
  expect((await tables.tracks.listIndices()).flatMap(({ columns }) => columns).sort()).toEqual(['song', 'trackId']);
});

test('beyond the limit only song vectors are held', async () => {
  expect(await sketched?.memory.held()).toBeNull();
  expect(await indexed?.sketches.ifFilled()).toBeNull();
  expect((await whole?.memory.held())?.size).toBe(SONGS);
});

test('song vectors at eight bits find what an exact search finds, by dot product and by cosine', async () => {
  for (const centre of [null, vectorOf(51_000, DIMENSIONS)]) {
    const exact = await search(whole, 10, { centre });
    const near = await search(sketched, 12, { centre });
    expect(exact.filter((id) => !near.includes(id))).toEqual([]);
    expect(near.slice(0, 3)).toEqual(exact.slice(0, 3));
  }
  // the index is drawn anew each time, and vectors without any order are the hardest for it
  const [exact, near] = [await search(whole, 10), await search(indexed, 50)];
  expect(exact.filter((id) => near.includes(id)).length).toBeGreaterThanOrEqual(8);
});

test('a filter holds, whether it lets few or many songs through', async () => {
  for (const tempoBpm of [
    [10, 12],
    [0, 450],
  ] as [number, number][]) {
    const near = await search(sketched, 3, { filter: { tempoBpm } });
    expect(near).toEqual(await search(whole, 3, { filter: { tempoBpm } }));
    for (const trackId of near) {
      const n = Number(trackId.split('-')[1]);
      expect(n >= tempoBpm[0] && n <= tempoBpm[1]).toBe(true);
    }
  }
});

test('what is written later is found, with its newest vector; what is removed is read no more', async () => {
  const scaled = (n: number, factor: number) => ({ ...song(n), song: query.map((value) => value * factor) });
  await write([scaled(700, 3), scaled(701, 2), scaled(0, 1)]);
  expect(await search(sketched, 3)).toEqual(['track-700', 'track-701', 'track-0']);
  await write([{ ...song(700), song: query.map((value) => value * 1.5), clips: [] }]);
  await removeFiles(tables, ['/music/song 701.mp3']);
  const found = await sketched?.sketches.ifFilled();
  await search(sketched, 3);
  const rowOf = (id: string) => found?.rowOf(id) ?? null;
  const clips = await readClips(tables, ['track-700', 'track-701', 'track-0'], rowOf);
  expect([...clips.keys()].sort()).toEqual(['track-0', 'track-700']);
  expect(clips.get('track-700')?.scales).toHaveLength(0);
  expect([...(found?.vectorOf('track-700') ?? [])][0]).toBeCloseTo(1.5 * (query[0] as number), 1);
});

test('rows are found again after tables were merged', async () => {
  const found = await sketched?.sketches.ifFilled();
  await search(sketched, 20);
  const ids = (await search(sketched, 20)).filter((id) => id !== 'track-701');
  const before = ids.map((id) => found?.rowOf(id));
  await compactTables(tables);
  const clips = await readClips(tables, ids, (id) => before[ids.indexOf(id)] ?? null);
  expect([...clips.keys()].sort()).toEqual([...ids].sort());
  for (const id of ids.filter((one) => one !== 'track-700')) {
    const [expected] = clipsOf(Number(id.split('-')[1]));
    const { values, scales } = clips.get(id) ?? { values: new Int8Array(), scales: new Float32Array() };
    expect((values[0] as number) * (scales[0] as number)).toBeCloseTo(expected?.embedding[0] as number, 1);
  }
  await write([{ ...song(702), song: query.map((value) => value * 4) }]);
  const deadline = Date.now() + 5_000;
  while (!(await search(sketched, 1)).includes('track-702') && Date.now() < deadline);
  expect(await search(sketched, 1)).toEqual(['track-702']);
});

test('a sorted index follows once much of the table lies outside it', async () => {
  const outside = async () => {
    await ensureIndices(tables, 100);
    const [index] = (await tables.tracks.listIndices()).filter(({ columns }) => columns.includes('trackId'));
    return (await tables.tracks.indexStats(index?.name as string))?.numUnindexedRows;
  };
  await write(Array.from({ length: 100 }, (_, n) => song(20_000 + n)));
  expect(await outside()).toBe(0);
  await write(Array.from({ length: 10 }, (_, n) => song(30_000 + n)));
  expect(await outside()).toBe(10);
});
