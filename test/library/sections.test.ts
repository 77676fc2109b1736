/** Sections of songs: stored and removed with them, found by their sound, filled in where an earlier version left none. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { connect } from '@lancedb/lancedb';
import { indexPaths } from '../../src/library/index-paths.js';
import { type Library, openLibrary } from '../../src/library/library.js';
import { poolSpan } from '../../src/library/stored-section.js';
import type { NewTrack } from '../../src/library/stored-track.js';
import { fakeTrack, fileOf, MODEL } from './support/fake-songs.js';
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

test('sections come back in playing order', async () => {
  const track = fakeTrack(1);
  await store([{ ...track, sections: track.sections.toReversed() }, fakeTrack(2)]);
  expect(await library.sections(['track-1', 'absent'])).toEqual(new Map([['track-1', track.sections]]));
});

test('a song that is stored again keeps none of its old sections; one that is forgotten keeps none at all', async () => {
  await store([fakeTrack(1), fakeTrack(2)]);
  const one = { ...(fakeTrack(1).sections[0] as NewTrack['sections'][number]), endSeconds: 61, label: 'Z' };
  await store([fakeTrack(1, { sections: [one] })]);
  expect((await library.sections(['track-1'])).get('track-1')).toMatchObject([{ label: 'Z', endSeconds: 61 }]);
  await library.removeFiles(['/music/song 1.mp3']);
  expect(await idsWithSections()).toEqual(['track-2']);
});

test('a span is the mean of the clips in it', () => {
  const clips = [0, 10, 20].map((startSeconds) => ({ startSeconds, embedding: new Float32Array([startSeconds, 1]) }));
  expect([...poolSpan({ startSeconds: 0, endSeconds: 20 }, clips, 10)]).toEqual([5, 1]);
  expect([...poolSpan({ startSeconds: 21, endSeconds: 24 }, clips, 10)]).toEqual([20, 1]);
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
    expect((await earlier.tracksWithoutSections()).sort()).toEqual([...ids].sort());

    expect(await indexPaths(workspace, [join(music, '1.wav')])).toMatchObject({ indexed: 1, unchanged: 0 });
    expect([await earlier.countWithoutSections(), (await earlier.sections(ids)).size]).toEqual([2, 1]);
    expect(await indexPaths(workspace, [music])).toMatchObject({ indexed: 2, unchanged: 1, moved: 0, removed: 0 });
    expect([await earlier.countWithoutSections(), (await earlier.sections(ids)).size]).toEqual([0, 3]);
    expect((await earlier.trackIds()).length).toBe(3);
    expect(await indexPaths(workspace, [music])).toMatchObject({ indexed: 0, unchanged: 3 });
  });

  test('loses what only that version read, and keeps its songs and sections', async () => {
    await store([fakeTrack(1), fakeTrack(2)]);
    const connection = await connect(dir);
    const segments = await connection.openTable('segments');
    await segments.addColumns([{ name: 'vector', valueSql: 'cast(1.0 as float)' }]);
    await connection.createTable('clips', [{ trackId: 'track-1', startSeconds: 0 }]);

    const reopened = await openLibrary(dir, MODEL);
    expect((await reopened.sections(['track-1'])).get('track-1')).toEqual(fakeTrack(1).sections);
    await reopened.write({ files: [fileOf(fakeTrack(3))], tracks: [fakeTrack(3)], descriptions: [] });
    await reopened.optimize();
    expect(await idsWithSections()).toEqual(['track-1', 'track-2', 'track-3']);
    expect((await connection.tableNames()).sort()).toEqual(['files', 'segments', 'tracks']);
    const reread = await (await connect(dir)).openTable('segments');
    expect((await reread.schema()).names).not.toContain('vector');
  });
});
