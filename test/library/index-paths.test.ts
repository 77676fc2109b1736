import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { CollapError, type ErrorCode } from '../../src/errors.js';
import { forgetPaths } from '../../src/library/forget-paths.js';
import { type IndexProgress, indexPaths } from '../../src/library/index-paths.js';
import { openLibrary } from '../../src/library/library.js';
import { type FakeWorkspace, fakeWav, fakeWorkspace, withTitle } from './support/fake-workspace.mjs';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'collap-index-')));
let music = '';
let workspace: FakeWorkspace;
let count = 0;
afterAll(() => rmSync(base, { recursive: true, force: true }));

const broken = new Set<string>();
let brokenBy: ErrorCode = 'E_DECODE';
const errorOf = (path: string) =>
  broken.has(path) ? new CollapError(brokenBy, 'Broken inside.', 'Replace it.') : null;
const open = (options: Partial<Parameters<typeof fakeWorkspace>[0]> = {}) =>
  fakeWorkspace({ libraryDir: join(base, `library${count}`), openLibrary, errorOf, ...options });

beforeEach(() => {
  count++;
  music = join(base, `music${count}`);
  mkdirSync(join(music, 'album'), { recursive: true });
  for (const n of [1, 2, 3]) writeFileSync(join(music, `song${n}.wav`), fakeWav(count * 10 + n));
  writeFileSync(join(music, 'album', 'song4.wav'), fakeWav(count * 10 + 4));
  broken.clear();
  brokenBy = 'E_DECODE';
  workspace = open();
});

const NOTHING = { indexed: 0, unchanged: 0, moved: 0, removed: 0, failed: [], warnings: [] };
const index = (...paths: string[]) => indexPaths(workspace, paths.length > 0 ? paths : [music]);
const status = async () => {
  const { tracks, files, failed } = await (await workspace.library()).status();
  return { tracks, files, failed };
};
const pathsOfTracks = async () => {
  const library = await workspace.library();
  return (await library.tracks(await library.trackIds())).map(({ path }) => path.slice(music.length + 1)).sort();
};

describe('a second run', () => {
  test('does nothing where nothing changed: no decoding, no model', async () => {
    expect(await index()).toEqual({ ...NOTHING, indexed: 4 });
    workspace = open();
    expect(await index()).toEqual({ ...NOTHING, unchanged: 4 });
    expect(workspace.calls).toEqual({ decoded: [], embedded: 0, models: 0 });
    expect(await status()).toEqual({ tracks: 4, files: 4, failed: 0 });
  });

  test('embeds what is new or has other audio', async () => {
    await index();
    writeFileSync(join(music, 'song5.wav'), fakeWav(5000));
    writeFileSync(join(music, 'song1.wav'), fakeWav(6000, 2));
    workspace = open();
    expect(await index()).toEqual({ ...NOTHING, indexed: 2, unchanged: 3 });
    expect(workspace.calls.decoded.sort()).toEqual([join(music, 'song1.wav'), join(music, 'song5.wav')]);
    expect(await status()).toEqual({ tracks: 5, files: 5, failed: 0 });
  });

  test('recognises moved and re-tagged files without embedding them', async () => {
    await index();
    const library = await workspace.library();
    const before = await library.findTrack('song1');
    renameSync(join(music, 'song1.wav'), join(music, 'album', 'other name.wav'));
    writeFileSync(join(music, 'song2.wav'), withTitle(fakeWav(count * 10 + 2), 'A new title'));
    workspace = open();
    expect(await index()).toEqual({ ...NOTHING, unchanged: 3, moved: 1 });
    expect(workspace.calls.decoded).toEqual([]);
    expect((await library.findTrack('A new title'))?.path).toBe(join(music, 'song2.wav'));
    const after = await library.findTrack(join(music, 'album', 'other name.wav'));
    expect(after).toEqual({ ...before, path: join(music, 'album', 'other name.wav') });
    expect(await library.findTrack(join(music, 'song1.wav'))).toBeNull();
    expect(await status()).toEqual({ tracks: 4, files: 4, failed: 0 });
  });

  test('what was to be warned of still is when a file is touched or moved', async () => {
    const warning = { code: 'E_TRUNCATED' as const, message: 'The file was cut.' };
    const [touched, moved] = [join(music, 'song1.wav'), join(music, 'song2.wav')];
    workspace = open({ warningsOf: (path) => ([touched, moved].includes(path) ? [warning] : []) });
    expect((await index()).warnings.map(({ path }) => path).sort()).toEqual([touched, moved]);
    utimesSync(touched, 1, 1);
    renameSync(moved, join(music, 'two.wav'));
    workspace = open();
    const expected = [
      { path: touched, ...warning },
      { path: join(music, 'two.wav'), ...warning },
    ];
    for (const counts of [{ unchanged: 3, moved: 1 }, { unchanged: 4 }]) {
      const report = await index();
      expect(report).toMatchObject(counts);
      expect(report.warnings.sort((a, b) => (a.path < b.path ? -1 : 1))).toEqual(expected);
    }
  });

  test('of two copies in place of a file that is gone, one was moved there and one is new', async () => {
    await index();
    for (const copy of ['a.wav', 'b.wav', 'c.wav']) copyFileSync(join(music, 'song1.wav'), join(music, copy));
    rmSync(join(music, 'song1.wav'));
    expect(await index()).toEqual({ ...NOTHING, unchanged: 3, moved: 1, indexed: 2 });
    expect(await status()).toEqual({ tracks: 4, files: 6, failed: 0 });
  });

  test('recognises a file that was moved out of another indexed folder', async () => {
    await index();
    renameSync(join(music, 'song1.wav'), join(music, 'album', 'song1.wav'));
    expect(await index(join(music, 'album'))).toEqual({ ...NOTHING, unchanged: 1, moved: 1 });
    expect(await status()).toEqual({ tracks: 4, files: 4, failed: 0 });
  });

  test('drops deleted files; the track goes with its last file', async () => {
    copyFileSync(join(music, 'song2.wav'), join(music, 'copy of song2.wav'));
    expect(await index()).toMatchObject({ indexed: 5 });
    expect(await status()).toEqual({ tracks: 4, files: 5, failed: 0 });
    for (const name of ['song1.wav', 'song2.wav']) rmSync(join(music, name));
    expect(await index()).toEqual({ ...NOTHING, unchanged: 3, removed: 2 });
    expect(await pathsOfTracks()).toEqual(['album/song4.wav', 'copy of song2.wav', 'song3.wav']);
  });

  test('lists failures again without decoding, until the file changes', async () => {
    const bad = join(music, 'song3.wav');
    broken.add(bad);
    writeFileSync(join(music, 'empty.wav'), '');
    const failed = [
      { path: join(music, 'empty.wav'), code: 'E_EMPTY_FILE', message: expect.any(String), remedy: expect.any(String) },
      { path: bad, code: 'E_DECODE', message: 'Broken inside.', remedy: expect.any(String) },
    ];
    const first = await index();
    expect(first).toMatchObject({ indexed: 3, failed: expect.arrayContaining(failed) });
    expect(await status()).toEqual({ tracks: 3, files: 3, failed: 2 });
    workspace = open();
    const second = await index();
    expect(second).toMatchObject({ indexed: 0, unchanged: 3, failed: expect.arrayContaining(failed) });
    expect(second.failed).toHaveLength(2);
    expect(workspace.calls.decoded).toEqual([]);
    broken.clear();
    utimesSync(bad, 1, 1);
    expect(await index()).toMatchObject({ indexed: 1, unchanged: 3, failed: [failed[0]] });
  });

  test('a format without a decoder is tried again: ffmpeg may have been installed since', async () => {
    brokenBy = 'E_UNSUPPORTED';
    broken.add(join(music, 'song3.wav'));
    for (const counts of [{ indexed: 3 }, { unchanged: 3 }])
      expect(await index()).toMatchObject({ ...counts, failed: [{ code: 'E_UNSUPPORTED' }] });
    broken.clear();
    expect(await index()).toEqual({ ...NOTHING, indexed: 1, unchanged: 3 });
  });

  test('replaces a song by its failure when the file breaks', async () => {
    await index();
    writeFileSync(join(music, 'song1.wav'), fakeWav(7000, 2));
    broken.add(join(music, 'song1.wav'));
    expect(await index()).toMatchObject({ unchanged: 3, failed: [{ code: 'E_DECODE' }] });
    expect(await status()).toEqual({ tracks: 3, files: 3, failed: 1 });
  });
});

describe('what is found', () => {
  test('single files are taken whatever they are called, and stay when their folder is walked', async () => {
    const odd = join(music, 'recording.bin');
    writeFileSync(odd, fakeWav(8000));
    expect(await index(odd)).toEqual({ ...NOTHING, indexed: 1 });
    expect(await index()).toEqual({ ...NOTHING, indexed: 4 });
    expect(await status()).toEqual({ tracks: 5, files: 5, failed: 0 });
  });

  test('twins that arrive together are embedded once', async () => {
    for (let n = 0; n < 6; n++) copyFileSync(join(music, 'song1.wav'), join(music, `twin${n}.wav`));
    expect(await index()).toEqual({ ...NOTHING, indexed: 10 });
    expect(workspace.calls.decoded).toHaveLength(4);
    expect(await status()).toEqual({ tracks: 4, files: 10, failed: 0 });
  });

  test('names that are not UTF-8', async () => {
    const name = Buffer.concat([Buffer.from(`${music}/caf`), Buffer.from([0xe9]), Buffer.from('.wav')]);
    writeFileSync(name, fakeWav(9000));
    expect(await index()).toMatchObject({ indexed: 5 });
    expect(await pathsOfTracks()).toContain('caf\\xe9.wav');
    expect(await index(`${music}/caf\\xe9.wav`)).toEqual({ ...NOTHING, unchanged: 1 });
    writeFileSync(name, 'no audio');
    const { failed } = await index();
    expect(failed).toMatchObject([{ path: `${music}/caf\\xe9.wav`, code: 'E_NOT_AUDIO' }]);
    expect(failed[0]?.message).not.toContain(tmpdir().concat('/collap-name'));
    rmSync(name);
    expect(await index()).toMatchObject({ unchanged: 4, removed: 1 });
  });

  test('nothing, or no such place', async () => {
    const empty = join(base, `empty${count}`);
    mkdirSync(empty);
    await expect(index(empty)).rejects.toMatchObject({ code: 'E_NOTHING_FOUND', remedy: expect.any(String) });
    await expect(index(join(music, 'absent'))).rejects.toMatchObject({
      code: 'E_NOT_FOUND',
      remedy: expect.any(String),
    });
    await expect(indexPaths(workspace, [])).rejects.toMatchObject({ code: 'E_USAGE' });
  });

  test('a folder that lost all of its songs may be an unmounted disk: nothing is removed', async () => {
    await index();
    renameSync(music, `${music}.away`);
    mkdirSync(music);
    await expect(index()).rejects.toMatchObject({
      code: 'E_NOTHING_FOUND',
      remedy: expect.stringContaining('4 files'),
    });
    expect(await status()).toEqual({ tracks: 4, files: 4, failed: 0 });
  });

  test('songs in a folder that cannot be read now are kept', async () => {
    await index();
    rmSync(join(music, 'album'), { recursive: true });
    symlinkSync('album', join(music, 'album')); // unreadable for everybody, also for root
    expect(await index()).toMatchObject({ unchanged: 3, removed: 0, warnings: [{ path: join(music, 'album') }] });
    expect(await status()).toMatchObject({ tracks: 4 });
    rmSync(join(music, 'album'));
    expect(await index()).toMatchObject({ unchanged: 3, removed: 1 });
  });

  test('only what lies in the roots, also of what was indexed before; without any, that', async () => {
    await index(join(music, 'album'));
    const held = open({ roots: [join(base, 'elsewhere')] });
    await expect(indexPaths(held, [join(music, 'song1.wav')])).rejects.toMatchObject({ code: 'E_OUTSIDE_ROOTS' });
    await expect(indexPaths(held, [`${music}/album/../song1.wav`])).rejects.toMatchObject({ code: 'E_OUTSIDE_ROOTS' });
    await expect(indexPaths(held, [join(music, 'album')])).rejects.toMatchObject({ code: 'E_OUTSIDE_ROOTS' });
    const unheld = open({ roots: [] });
    await expect(indexPaths(unheld, [join(music, 'song1.wav')])).rejects.toMatchObject({ code: 'E_OUTSIDE_ROOTS' });
    expect(await indexPaths(unheld, [join(music, 'album')])).toEqual({ ...NOTHING, unchanged: 1 });
  });

  test('a link out of the roots is not followed, and what is known from behind it is kept', async () => {
    const elsewhere = join(base, `elsewhere${count}`);
    renameSync(join(music, 'album'), elsewhere);
    symlinkSync(elsewhere, join(music, 'album'));
    await index();
    const held = open({ roots: [music] });
    const warnings = [{ path: join(music, 'album'), code: 'E_OUTSIDE_ROOTS', message: expect.any(String) }];
    expect(await indexPaths(held, [music])).toEqual({ ...NOTHING, unchanged: 3, warnings });
    expect(await pathsOfTracks()).toContain('album/song4.wav');
  });

  const isRoot = process.getuid?.() === 0;
  const title = 'a file that may not be read is tried again';
  (isRoot ? test.skip : test)(isRoot ? `${title} (skipped: root may read everything)` : title, async () => {
    chmodSync(join(music, 'song1.wav'), 0);
    expect(await index()).toMatchObject({ indexed: 3, failed: [{ code: 'E_PERMISSION' }] });
    chmodSync(join(music, 'song1.wav'), 0o644);
    expect(await index()).toMatchObject({ indexed: 1, unchanged: 3, failed: [] });
  });
});

describe('while it runs', () => {
  test('progress counts what is stored', async () => {
    const told: IndexProgress[] = [];
    await indexPaths(workspace, [music], { onProgress: (progress) => told.push(progress) });
    expect(told.map(({ done, total }) => [done, total])).toEqual([
      [1, 4],
      [2, 4],
      [3, 4],
      [4, 4],
    ]);
    expect(told.at(-1)).toMatchObject({ songsPerMinute: expect.any(Number), secondsLeft: 0 });
  });

  test('cancelling keeps what was done, and the next run goes on', async () => {
    for (let n = 0; n < 30; n++) writeFileSync(join(music, `more${n}.wav`), fakeWav(20_000 + n));
    workspace = open({ delayMs: 20 });
    const stop = new AbortController();
    const watch = setInterval(() => workspace.calls.embedded >= 12 && stop.abort(), 1); // 3 clips a song
    await expect(indexPaths(workspace, [music], { signal: stop.signal })).rejects.toMatchObject({
      code: 'E_CANCELLED',
    });
    clearInterval(watch);
    const { tracks } = await status();
    expect(tracks).toBeGreaterThan(0);
    expect(tracks).toBeLessThan(34);
    expect(await index()).toEqual({ ...NOTHING, indexed: 34 - tracks, unchanged: tracks });
    await expect(indexPaths(workspace, [music], { signal: stop.signal })).rejects.toMatchObject({
      code: 'E_CANCELLED',
    });
  });

  test('a model that fails ends the run; what was stored stays', async () => {
    const failing = {
      ...workspace,
      indexing: async () => ({
        ...(await workspace.indexing()),
        model: () => Promise.reject(new CollapError('E_MODEL', 'No model.', 'Install one.')),
      }),
    };
    await expect(indexPaths(failing, [music])).rejects.toMatchObject({ code: 'E_MODEL' });
    expect(await status()).toEqual({ tracks: 0, files: 0, failed: 0 });
  });

  test('two at once end with each song once', async () => {
    for (let n = 0; n < 20; n++) writeFileSync(join(music, `more${n}.wav`), fakeWav(30_000 + n));
    const reports = await Promise.all([
      indexPaths(open({ delayMs: 5 }), [music]),
      indexPaths(open({ delayMs: 5 }), [music]),
    ]);
    for (const report of reports) expect(report).toMatchObject({ failed: [], removed: 0 });
    expect(await status()).toEqual({ tracks: 24, files: 24, failed: 0 });
    expect(await index()).toEqual({ ...NOTHING, unchanged: 24 });
  });
});

describe('forgetPaths', () => {
  test('drops files and folders, whether they exist or not', async () => {
    await index();
    rmSync(join(music, 'song1.wav'));
    expect(await forgetPaths(workspace, [join(music, 'album'), join(music, 'song1.wav')])).toEqual({ removed: 2 });
    expect(await pathsOfTracks()).toEqual(['song2.wav', 'song3.wav']);
    await expect(forgetPaths(workspace, [join(music, 'album')])).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
    expect(await index()).toMatchObject({ indexed: 1, unchanged: 2 });
  });

  test('takes folders off the list of what may be read, also one that holds nothing any more', async () => {
    await index(join(music, 'album'), join(music, 'song1.wav'));
    const library = await workspace.library();
    await forgetPaths(workspace, [join(music, 'album', 'song4.wav')]);
    expect(await library.folders()).toEqual([join(music, 'album'), join(music, 'song1.wav')]);
    expect(await forgetPaths(workspace, [join(music, 'album')])).toEqual({ removed: 0 });
    expect(await library.folders()).toEqual([join(music, 'song1.wav')]);
    await forgetPaths(workspace, [music]);
    expect(await library.folders()).toEqual([]);
    const unheld = open({ roots: [] });
    await expect(indexPaths(unheld, [join(music, 'album')])).rejects.toMatchObject({ code: 'E_OUTSIDE_ROOTS' });
  });
});
