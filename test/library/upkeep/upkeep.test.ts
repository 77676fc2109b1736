/** Looking after a library: verify, compact, backup, export, import. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeArrowTable } from '@lancedb/lancedb';
import { openLibrary } from '../../../src/library/library.js';
import { packClips } from '../../../src/library/packed-clips.js';
import { SEGMENTS_SCHEMA } from '../../../src/library/schema.js';
import { toSectionRow } from '../../../src/library/stored-section.js';
import { openTables } from '../../../src/library/tables.js';
import { backupLibrary } from '../../../src/library/upkeep/backup-library.js';
import { compactLibrary } from '../../../src/library/upkeep/compact-library.js';
import { exportLibrary, importLibrary } from '../../../src/library/upkeep/transfer-library.js';
import { verifyLibrary } from '../../../src/library/upkeep/verify-library.js';
import type { Segment } from '../../../src/types.js';
import { fakeTrack, fileOf, IDENTITY, MODEL, SIZE, vectorOf } from '../support/fake-songs.js';

const base = mkdtempSync(join(tmpdir(), 'collap-upkeep-'));
const dir = join(base, 'library');
const SONGS = 40;
const tracks = Array.from({ length: SONGS }, (_, n) => fakeTrack(n));
beforeAll(async () => {
  const library = await openLibrary(dir, MODEL);
  for (const track of tracks.slice(0, 6))
    await library.write({ files: [fileOf(track)], tracks: [track], descriptions: [] });
  await library.write({ files: tracks.map((track) => fileOf(track)), tracks, descriptions: [] });
  await library.addFolders(['/music']);
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

const sectionRow = toSectionRow('', fakeTrack(1).sections[0] as Segment);

async function contents(of: string) {
  const library = await openLibrary(of, MODEL);
  const ids = (await library.trackIds()).sort();
  const files = (await library.filesUnder(['/music'])).sort((a, b) => (a.path < b.path ? -1 : 1));
  const near = await library.nearestSongs(vectorOf(3), 5);
  const sections = await library.sections(ids);
  return { tracks: await library.tracks(ids), clips: await library.clips(ids), sections, files, near };
}

test('a whole library is found to be whole, and takes less room once it is compacted', async () => {
  expect(await verifyLibrary(dir)).toEqual({ tracks: SONGS, files: SONGS, problems: [] });
  const before = await contents(dir);
  const { bytesBefore, bytesAfter } = await compactLibrary(dir);
  expect(bytesAfter).toBeLessThan(bytesBefore / 2);
  expect(await contents(dir)).toEqual(before);
});

test('a backup is a library with the same songs; it is never written over anything', async () => {
  const target = join(base, 'deep', 'backup');
  const { path, bytes } = await backupLibrary(dir, target);
  expect([path, bytes > 10_000]).toEqual([target, true]);
  expect(await contents(target)).toEqual(await contents(dir));
  expect(existsSync(join(target, 'write.lock'))).toBe(false);
  await expect(backupLibrary(dir, target)).rejects.toMatchObject({ code: 'E_USAGE' });
});

test('an export makes the same library elsewhere, and adds to one that is there', async () => {
  const exported = join(base, 'exported');
  expect(await exportLibrary(dir, exported)).toMatchObject({ tracks: SONGS, files: SONGS });
  expect(readdirSync(exported).sort()).toEqual(['files.arrow', 'library.json', 'segments.arrow', 'tracks.arrow']);
  const fresh = join(base, 'fresh');
  await importLibrary(fresh, exported);
  expect(await contents(fresh)).toEqual(await contents(dir));
  rmSync(join(exported, 'segments.arrow')); // as an earlier version wrote it
  const { sections, ...others } = await contents(dir);
  expect(sections.size).toBe(SONGS);
  await importLibrary(join(base, 'earlier'), exported);
  expect(await contents(join(base, 'earlier'))).toEqual({ ...others, sections: new Map() });

  const other = await openLibrary(join(base, 'other'), MODEL);
  const own = fakeTrack(900);
  await other.write({ files: [fileOf(own)], tracks: [own, fakeTrack(1, { title: 'Old' })], descriptions: [] });
  await importLibrary(join(base, 'other'), exported);
  expect(await other.countTracks()).toBe(SONGS + 1);
  expect((await other.tracks(['track-1']))[0]?.title).toBe('Song 1');

  const foreign = { identity: { ...IDENTITY, version: '2' }, embeddingSize: SIZE };
  const library = await openLibrary(join(base, 'foreign'), foreign);
  await library.write({ files: [fileOf(own)], tracks: [own], descriptions: [] });
  await expect(importLibrary(join(base, 'foreign'), exported)).rejects.toMatchObject({ code: 'E_MODEL_MISMATCH' });
  await expect(importLibrary(join(base, 'foreign'), base)).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
});

describe('an export that cannot be written', () => {
  const exportInto = (target: string) => exportLibrary(dir, target).catch((error) => error);

  test('because a folder is in the way of a file, or a file in the way of the folder', async () => {
    const blocked = join(base, 'blocked');
    mkdirSync(join(blocked, 'tracks.arrow.tmp'), { recursive: true });
    expect(await exportInto(blocked)).toMatchObject({
      code: 'E_USAGE',
      message: expect.stringContaining(join(blocked, 'tracks.arrow')),
    });
    expect(readdirSync(blocked)).toEqual(['tracks.arrow.tmp']);
    expect(await exportInto(join(import.meta.dirname, 'upkeep.test.ts'))).toMatchObject({ code: 'E_USAGE' });
    expect(await exportInto(join(import.meta.dirname, 'upkeep.test.ts', 'below'))).toMatchObject({
      code: 'E_NOT_FOUND',
    });
  });

  const onLinux = process.platform === 'linux' ? test : test.skip;
  onLinux('because the disk is full leaves the former export as it was', async () => {
    const target = join(base, 'full');
    await exportLibrary(dir, target);
    const before = readdirSync(target).map((name) => [name, statSync(join(target, name)).mtimeMs]);
    symlinkSync('/dev/full', join(target, 'tracks.arrow.tmp'));
    expect(await exportInto(target)).toMatchObject({ code: 'E_NO_SPACE', message: expect.stringContaining(target) });
    expect(readdirSync(target).map((name) => [name, statSync(join(target, name)).mtimeMs])).toEqual(before);
    expect(await exportInto(target)).toMatchObject({ tracks: SONGS });
  });
});

describe('an import of what is no whole export writes nothing, and names what is wrong', () => {
  const exported = join(base, 'to-spoil');
  beforeAll(() => exportLibrary(dir, exported));
  const cutTo = (share: number) => (path: string) => truncateSync(path, Math.floor(statSync(path).size * share));

  test.each<[string, string, (path: string) => void, string]>([
    ['without songs', 'tracks.arrow', (path) => rmSync(path), 'E_NOT_FOUND'],
    ['without files', 'files.arrow', (path) => rmSync(path), 'E_NOT_FOUND'],
    ['with an empty file', 'tracks.arrow', cutTo(0), 'E_LIBRARY'],
    ['cut within a batch', 'tracks.arrow', cutTo(0.5), 'E_LIBRARY'],
    ['cut after the last batch', 'files.arrow', (path) => truncateSync(path, statSync(path).size - 8), 'E_LIBRARY'],
    ['with what is no stream', 'segments.arrow', (path) => writeFileSync(path, 'verse, chorus, verse'), 'E_LIBRARY'],
    ['with a damaged card', 'library.json', cutTo(0.5), 'E_LIBRARY'],
  ])('%s', async (what, name, spoil, code) => {
    const spoilt = join(base, `spoilt ${what}`);
    const fresh = join(base, `fresh ${what}`);
    cpSync(exported, spoilt, { recursive: true });
    spoil(join(spoilt, name));
    const refusal = await importLibrary(fresh, spoilt).catch((error) => error);
    expect(refusal).toMatchObject({ code, remedy: expect.stringContaining('collap library export') });
    expect(refusal.message).toContain(spoilt);
    expect(refusal.message).toContain(name);
    expect(existsSync(fresh)).toBe(false);
  });

  test('a file, or a library', async () => {
    const fresh = join(base, 'fresh');
    for (const source of [join(exported, 'tracks.arrow'), dir])
      await expect(importLibrary(fresh, source)).rejects.toMatchObject({
        code: 'E_NOT_FOUND',
        message: expect.stringContaining(source),
      });
  });

  test('tables that changed places, or are pipes, are faults of the export, and nothing is imported', async () => {
    const [source, fresh] = [join(base, 'swapped'), join(base, 'from-swapped')];
    await exportLibrary(dir, source);
    cpSync(join(source, 'files.arrow'), join(source, 'tracks.arrow'));
    const refused = { code: 'E_LIBRARY', message: expect.stringContaining(join(source, 'tracks.arrow')) };
    await expect(importLibrary(fresh, source)).rejects.toMatchObject(refused);
    const library = await openLibrary(fresh, MODEL);
    expect(await library.countTracks()).toBe(0);
    const tables = await openTables(fresh, IDENTITY, SIZE);
    expect(await (await tables.segments.made()).countRows()).toBe(0);
    rmSync(join(source, 'tracks.arrow'));
    mkdirSync(join(source, 'tracks.arrow'));
    await expect(importLibrary(fresh, source)).rejects.toMatchObject(refused);
  });

  test('but one of a library without songs is whole', async () => {
    const [empty, target, fresh] = [join(base, 'empty'), join(base, 'exported-empty'), join(base, 'fresh-empty')];
    await openLibrary(empty, MODEL);
    expect(await exportLibrary(empty, target)).toEqual({ segments: 0, tracks: 0, files: 0 });
    expect(await importLibrary(fresh, target)).toEqual({ segments: 0, tracks: 0, files: 0 });
  });
});

describe('a damaged library', () => {
  test('whose rows do not belong together is told which', async () => {
    const broken = join(base, 'broken');
    await backupLibrary(dir, broken);
    const tables = await openTables(broken, IDENTITY, SIZE);
    await tables.tracks.update({ where: "trackId = 'track-3'", values: { clips: Buffer.from(packClips([])) } });
    await tables.files.delete("trackId = 'track-4'");
    await tables.tracks.delete("trackId = 'track-5'");
    const segments = await tables.segments.made();
    await segments.delete("trackId = 'track-6' AND startSeconds = 20");
    await segments.add(makeArrowTable([{ ...sectionRow, trackId: 'nobody' }], { schema: SEGMENTS_SCHEMA }));
    const { problems } = await verifyLibrary(broken);
    expect(problems.map(({ trackId }) => trackId).sort()).toEqual([
      'nobody',
      'track-3',
      'track-4',
      'track-5',
      'track-6',
    ]);
  });

  test('whose files are cut is told, and so is a folder without one', async () => {
    const cut = join(base, 'cut');
    await backupLibrary(dir, cut);
    const data = join(cut, 'tracks.lance', 'data');
    for (const name of readdirSync(data))
      truncateSync(join(data, name), Math.floor(statSync(join(data, name)).size / 2));
    const outcome = await verifyLibrary(cut).catch((error) => error);
    expect(outcome.code === 'E_LIBRARY' || outcome.problems.length > 0).toBe(true);
    await expect(verifyLibrary(join(base, 'nowhere'))).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
  });
});
