/** The ways of large libraries, on a small one with the limits turned down. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ensureIndices } from '../../src/library/maintain.js';
import { createSongMemory, type SongMemory } from '../../src/library/memory/song-memory.js';
import { nearestClips, nearestSongs } from '../../src/library/nearest.js';
import { type LibraryTables, openTables } from '../../src/library/tables.js';
import { writeBatch } from '../../src/library/write-songs.js';
import { fakeTrack, fileOf, IDENTITY, vectorOf } from './support/fake-songs.js';

const dir = mkdtempSync(join(tmpdir(), 'collap-large-'));
const SONGS = 600;
const DIMENSIONS = 32;
let tables: LibraryTables;
let exact: SongMemory;
let indexed: SongMemory;

/** Songs of 12 clips: four parts, each three times with some change, as real songs repeat their parts. */
function song(n: number) {
  const parts = [0, 1, 2, 3].map((part) => vectorOf(n * 4 + part, DIMENSIONS));
  const clips = Array.from({ length: 12 }, (_, c) => {
    const noise = vectorOf(9_000 + n * 12 + c, DIMENSIONS);
    return {
      startSeconds: 10 * c,
      embedding: (parts[c % 4] as Float32Array).map((value, d) => value + 0.3 * (noise[d] as number)),
    };
  });
  return fakeTrack(n, { clips, song: vectorOf(n, DIMENSIONS), tempoBpm: n });
}

beforeAll(async () => {
  tables = await openTables(dir, IDENTITY, DIMENSIONS);
  const tracks = Array.from({ length: SONGS }, (_, n) => song(n));
  await writeBatch(tables, { files: tracks.map((track) => fileOf(track)), tracks, descriptions: [] });
  await ensureIndices(tables, 100);
  exact = createSongMemory(tables);
  indexed = createSongMemory(tables, 0);
  for (const memory of [exact, indexed]) await memory.held();
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('indices are made once', async () => {
  await ensureIndices(tables, 100);
  expect((await tables.clips.listIndices()).map(({ columns }) => columns)).toEqual([['vector']]);
  expect((await tables.tracks.listIndices()).flatMap(({ columns }) => columns).sort()).toEqual(['song', 'trackId']);
});

test('landmarks lead to the songs that an exact search finds', async () => {
  let found = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const query = vectorOf(50_000 + seed, DIMENSIONS);
    const wanted = new Set(
      (await nearestClips(tables, exact, query, 10)).map(({ trackId, startSeconds }) => `${trackId} ${startSeconds}`),
    );
    const near = await nearestClips(tables, indexed, query, 50);
    found += near.filter(({ trackId, startSeconds }) => wanted.has(`${trackId} ${startSeconds}`)).length;
  }
  expect(found / 200).toBeGreaterThan(0.95);
});

test('a filter holds, whether it lets few or many songs through', async () => {
  const query = vectorOf(5, DIMENSIONS);
  for (const tempoBpm of [
    [10, 12],
    [0, 450],
  ] as [number, number][]) {
    const near = await nearestClips(tables, indexed, query, 20, { tempoBpm });
    const wanted = await nearestClips(tables, exact, query, 20, { tempoBpm });
    expect(near.length).toBe(20);
    expect(near[0]).toEqual(wanted[0]);
    const songs = await nearestSongs(tables, indexed, query, 3, { tempoBpm });
    expect(songs).toHaveLength(3);
    for (const { trackId } of [...near, ...songs]) {
      const n = Number(trackId.split('-')[1]);
      expect(n >= tempoBpm[0] && n <= tempoBpm[1]).toBe(true);
    }
  }
});

test('beyond the limit nothing is held in memory', async () => {
  expect(await indexed.held()).toBeNull();
  expect((await exact.held())?.size).toBe(SONGS);
});
