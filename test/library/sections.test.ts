/** Sections of songs: stored and removed with them, found by their sound, filled in where an earlier version left none. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { connect } from '@lancedb/lancedb';
import { floatsOfHalves } from '../../src/library/half-floats.js';
import { indexPaths } from '../../src/library/index-paths.js';
import { type Library, openLibrary } from '../../src/library/library.js';
import { ensureIndices } from '../../src/library/maintain.js';
import { nearestSections } from '../../src/library/nearest-sections.js';
import { poolSpan } from '../../src/library/stored-section.js';
import type { NewTrack } from '../../src/library/stored-track.js';
import { openTables } from '../../src/library/tables.js';
import { writeBatch } from '../../src/library/write-songs.js';
import { fakeTrack, fileOf, IDENTITY, MODEL, vectorOf } from './support/fake-songs.js';
import { fakeWav, fakeWorkspace } from './support/fake-workspace.mjs';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'collap-sections-')));
let dir = '';
let library: Library;
let count = 0;
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeEach(async () => {
  dir = join(root, String(count++));
  library = await openLibrary(dir, MODEL);
});

const store = (tracks: NewTrack[]) =>
  library.write({ files: tracks.map((track) => fileOf(track)), tracks, descriptions: [] });
const idsWithSections = async () => [...(await library.sections(['track-1', 'track-2', 'track-3'])).keys()];

test('sections come back in playing order, with their vectors at sixteen bits', async () => {
  const track = fakeTrack(1);
  await store([{ ...track, sections: track.sections.toReversed() }, fakeTrack(2)]);
  const found = await library.sections(['track-1', 'absent']);
  expect([...found.keys()]).toEqual(['track-1']);
  for (const [s, section] of track.sections.entries()) {
    const { vector, ...rest } = found.get('track-1')?.[s] ?? section;
    expect(rest).toEqual({ ...section, vector: undefined });
    for (const [d, value] of section.vector.entries()) expect(vector[d]).toBeCloseTo(value, 2);
  }
});

test('a song that is stored again keeps none of its old sections; one that is forgotten keeps none at all', async () => {
  await store([fakeTrack(1), fakeTrack(2)]);
  const one = { ...(fakeTrack(1).sections[0] as NewTrack['sections'][number]), endSeconds: 61, label: 'Z' };
  await store([fakeTrack(1, { sections: [one] })]);
  expect((await library.sections(['track-1'])).get('track-1')).toMatchObject([{ label: 'Z', endSeconds: 61 }]);
  await library.removeFiles(['/music/song 1.mp3']);
  expect(await idsWithSections()).toEqual(['track-2']);
});

test('the nearest sections come first, of songs that pass the filter', async () => {
  await store([1, 2, 3].map((n) => fakeTrack(n)));
  const wanted = fakeTrack(2).sections[1] as NewTrack['sections'][number];
  const all = await library.nearestSections(wanted.vector, 9);
  expect(all).toHaveLength(9);
  const exact = [1, 2, 3]
    .flatMap((n) => fakeTrack(n).sections.map(({ vector }) => vector))
    .map((vector) => vector.reduce((sum, value, d) => sum + value * (wanted.vector[d] as number), 0));
  for (const [i, score] of exact.sort((a, b) => b - a).entries()) expect(all[i]?.score).toBeCloseTo(score, 2);
  const [best] = await library.nearestSections(wanted.vector, 1, { trackIds: ['track-2'] });
  expect(best).toMatchObject({ trackId: 'track-2', section: { startSeconds: 20, label: 'B' } });
});

test('an index finds the same, also under a filter', async () => {
  const size = 32;
  const tables = await openTables(join(dir, 'large'), IDENTITY, size);
  const tracks = Array.from({ length: 200 }, (_, n) => {
    const sections = fakeTrack(n).sections.map((section, s) => ({ ...section, vector: vectorOf(9 * n + s, size) }));
    return fakeTrack(n, { song: vectorOf(n, size), clips: [], sections });
  });
  await writeBatch(tables, { files: tracks.map((track) => fileOf(track)), tracks, descriptions: [] });
  const query = vectorOf(77_777, size);
  const wanted = (await nearestSections(tables, query, 5)).map(({ trackId }) => trackId);
  await ensureIndices(tables, 100);
  const table = await tables.segments.made();
  expect((await table.listIndices()).flatMap(({ columns }) => columns).sort()).toEqual(['trackId', 'vector']);
  const indexed = (await nearestSections(tables, query, 50)).map(({ trackId }) => trackId);
  expect(wanted.filter((id) => indexed.includes(id)).length).toBeGreaterThanOrEqual(4);
  const filter = { trackIds: [wanted[3] as string] };
  expect((await nearestSections(tables, query, 1, filter))[0]).toMatchObject({ trackId: wanted[3] });
});

test('a span is the mean of the clips in it', () => {
  const clips = [0, 10, 20].map((startSeconds) => ({ startSeconds, embedding: new Float32Array([startSeconds, 1]) }));
  expect([...poolSpan({ startSeconds: 0, endSeconds: 20 }, clips, 10)]).toEqual([5, 1]);
  expect([...poolSpan({ startSeconds: 21, endSeconds: 24 }, clips, 10)]).toEqual([20, 1]);
});

test('numbers of sixteen bits are read as they are meant', () => {
  const bits = { 0: 0x0000, 1: 0x3c00, '-2': 0xc000, 65504: 0x7bff, 0.333251953125: 0x3555, [2 ** -24]: 0x0001 };
  for (const [value, half] of Object.entries(bits)) expect(floatsOfHalves(Uint16Array.of(half))[0]).toBe(Number(value));
  expect(floatsOfHalves(Uint16Array.of(0xfc00, 0x7e00))).toEqual(Float32Array.of(Number.NEGATIVE_INFINITY, Number.NaN));
});

describe('a library of an earlier version', () => {
  test('answers as before, and gets its sections when it is indexed again', async () => {
    const [music, libraryDir] = [join(dir, 'music'), join(dir, 'library')];
    mkdirSync(music, { recursive: true });
    for (const n of [1, 2, 3]) writeFileSync(join(music, `${n}.wav`), fakeWav(n));
    await indexPaths(fakeWorkspace({ libraryDir, openLibrary }), [music]);
    await (await connect(libraryDir)).dropTable('segments');

    const workspace = fakeWorkspace({ libraryDir, openLibrary });
    const earlier = await workspace.library();
    const ids = await earlier.trackIds();
    expect((await earlier.tracks(ids)).length).toBe(3);
    expect(await earlier.sections(ids)).toEqual(new Map());
    expect(await earlier.nearestSections(new Float32Array(8).fill(1), 5)).toEqual([]);
    expect((await earlier.tracksWithoutSections()).sort()).toEqual([...ids].sort());

    expect(await indexPaths(workspace, [join(music, '1.wav')])).toMatchObject({ indexed: 1, unchanged: 0 });
    expect([await earlier.countWithoutSections(), (await earlier.sections(ids)).size]).toEqual([2, 1]);
    expect(await indexPaths(workspace, [music])).toMatchObject({ indexed: 2, unchanged: 1, moved: 0, removed: 0 });
    expect([await earlier.countWithoutSections(), (await earlier.sections(ids)).size]).toEqual([0, 3]);
    expect((await earlier.trackIds()).length).toBe(3);
    expect(await indexPaths(workspace, [music])).toMatchObject({ indexed: 0, unchanged: 3 });
  });
});
