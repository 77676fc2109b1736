/** A newer version of the model hears a library anew, while the older one answers. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { forgetPaths } from '../../src/library/forget-paths.js';
import { indexPaths } from '../../src/library/index-paths.js';
import { openWorkspace, type Workspace } from '../../src/library/workspace.js';
import { findSongs } from '../../src/retrieve/find-songs.js';
import { writeTone } from '../cli/support/write-tone.js';

const OLDER = resolve('test/fixtures/model-tiny');
const QUESTION = { description: 'A slow piano plays alone.' };
const SONGS = 4;
// models are opened and closed all the while, which a busy machine takes its time for
jest.setTimeout(180_000);
let base: string;
let newer: string;
let music: string;
let libraryDir: string;
const opened: Workspace[] = [];

/** The tiny model under a new version, whose clips overlap: a song has twice as many. */
async function writeNewerModel(dir: string, version = '0.0.2'): Promise<void> {
  await cp(OLDER, dir, { recursive: true });
  const card = JSON.parse(await readFile(join(dir, 'model.json'), 'utf8'));
  await writeFile(join(dir, 'model.json'), JSON.stringify({ ...card, version, hopSeconds: 5 }));
}

function open(modelDir: string, roots: readonly string[] | null = null): Workspace {
  const workspace = openWorkspace({ libraryDir, modelDir, device: 'cpu', roots });
  opened.push(workspace);
  return workspace;
}

/** Asks, and says of how many songs the best was chosen; where nothing fits, only the nearest are shown. */
async function ask(workspace: Workspace): Promise<{ songs: number; warnings: readonly string[] }> {
  const question = workspace.now();
  const { results, warnings } = await findSongs(question, QUESTION);
  if (results.length === 0) throw new Error('There is no answer.');
  return { songs: await (await question.library()).countTracks(), warnings };
}

async function clipsOfAll(workspace: Workspace): Promise<number[]> {
  const library = await workspace.library();
  const clips = await library.clips(await library.trackIds());
  return [...clips.values()].map((own) => own.length);
}

const versionOf = async (workspace: Workspace) => (await workspace.model()).identity.version;
const tablesIn = async (dir: string) => (await readdir(dir)).filter((name) => name.endsWith('.lance')).sort();

beforeAll(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'collap-renewal-')));
  newer = join(base, 'newer');
  await writeNewerModel(newer);
});
afterAll(() => rm(base, { recursive: true, force: true }));

beforeEach(async () => {
  const dir = await mkdtemp(join(base, 'case-'));
  [music, libraryDir] = [join(dir, 'music'), join(dir, 'library')];
  await mkdir(music);
  for (let n = 0; n < SONGS; n++) await writeTone(join(music, `${n}.wav`), { hertz: 220 + 30 * n, seconds: 20 });
  expect(await indexPaths(open(OLDER), [music])).toMatchObject({ indexed: SONGS, failed: [] });
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((workspace) => workspace.close()));
});

describe('an update of the model', () => {
  test('the older version answers with a warning, until all songs are heard anew; then the newer one does', async () => {
    const workspace = open(newer);
    const before = await ask(workspace);
    expect(before.songs).toBe(SONGS);
    expect(before.warnings.join()).toMatch(/0\.0\.1.*answers until `collap index`.*0\.0\.2/);
    expect(await clipsOfAll(workspace)).toEqual(Array(SONGS).fill(2));

    const questions: string[] = [];
    let isOver = false;
    const asking = (async () => {
      while (!isOver) {
        const { songs, warnings } = await ask(workspace);
        questions.push(`${songs} songs, ${warnings.length} warnings`);
        await sleep(20);
      }
    })();
    const report = await indexPaths(workspace, [music]);
    isOver = true;
    await asking;
    expect(report).toMatchObject({ indexed: SONGS, unchanged: 0, failed: [], warnings: [] });
    expect(new Set(questions)).toEqual(new Set([`${SONGS} songs, 1 warnings`, `${SONGS} songs, 0 warnings`]));

    expect(await ask(workspace)).toEqual({ songs: SONGS, warnings: [] });
    expect(await versionOf(workspace)).toBe('0.0.2');
    expect(await clipsOfAll(workspace)).toEqual(Array(SONGS).fill(3));
    expect(await tablesIn(libraryDir)).toEqual([]); // of the older generation nothing is left
    expect(await indexPaths(workspace, [music])).toMatchObject({ indexed: 0, unchanged: SONGS });
    expect(await (await workspace.records()).folders()).toEqual([music]);
  });

  test('a question that began before the switch ends with the library and the model with which it began', async () => {
    const workspace = open(newer);
    const question = workspace.now();
    const [library] = await Promise.all([question.library(), question.model()]);
    await indexPaths(open(newer), [music]);
    expect(await question.library()).toBe(library);
    expect(await versionOf(question)).toBe('0.0.1');
    expect(await versionOf(workspace)).toBe('0.0.2');
  });

  test('a second update finds the generation of the first', async () => {
    await indexPaths(open(newer), [music]);
    const newest = join(base, 'newest');
    await writeNewerModel(newest, '0.0.10');
    const workspace = open(newest);
    expect(await versionOf(workspace)).toBe('0.0.2');
    await indexPaths(workspace, [music]);
    expect(await versionOf(workspace)).toBe('0.0.10');
    expect(await readdir(join(libraryDir, 'generations'))).toHaveLength(1);
    // an older version that is still installed answers by what is there, and hears nothing anew
    const old = open(newer);
    expect((await ask(old)).warnings.join()).toMatch(/0\.0\.10.*answers/);
    await expect(indexPaths(old, [music])).rejects.toMatchObject({ code: 'E_MODEL_MISMATCH' });
  });

  test('without the older model nothing can be asked, and songs are heard anew all the same', async () => {
    await rm(join(libraryDir, 'model'), { recursive: true });
    const workspace = open(newer);
    await expect(findSongs(workspace, QUESTION)).rejects.toMatchObject({
      code: 'E_MODEL_MISMATCH',
      remedy: expect.stringMatching(/collap index/),
    });
    expect((await (await workspace.records()).status()).tracks).toBe(SONGS);
    expect((await workspace.notices()).join()).toMatch(/not at hand/);
    await indexPaths(workspace, [music]);
    expect((await ask(workspace)).songs).toBe(SONGS);
  });

  test('what lies outside the roots is not heard anew, and not lost', async () => {
    const workspace = open(newer, [join(music, '1.wav')]);
    const report = await indexPaths(workspace, [join(music, '1.wav')]);
    expect(report).toMatchObject({ indexed: 1, warnings: [{ path: music, code: 'E_OUTSIDE_ROOTS' }] });
    expect(await versionOf(workspace)).toBe('0.0.1');
    expect((await ask(workspace)).songs).toBe(SONGS);
    expect(await indexPaths(open(newer), [music])).toMatchObject({ indexed: SONGS - 1, warnings: [] });
    expect(await versionOf(workspace)).toBe('0.0.2');
  });

  test('what was forgotten stays so, and what is out of reach is not lost', async () => {
    const workspace = open(newer);
    const further = join(music, '..', 'further');
    await mkdir(further);
    await writeTone(join(further, 'far.wav'), { hertz: 700, seconds: 20 });
    await indexPaths(open(OLDER), [further]);
    await forgetPaths(workspace, [join(music, '0.wav')]);
    await rename(further, `${further}-unmounted`);
    const report = await indexPaths(workspace, [join(music, '1.wav')]);
    expect(report.indexed).toBe(SONGS - 1);
    expect(report.warnings).toEqual([expect.objectContaining({ path: further, code: 'E_NOT_FOUND' })]);
    expect(await versionOf(workspace)).toBe('0.0.1');
    expect((await ask(workspace)).songs).toBe(SONGS);

    await rename(`${further}-unmounted`, further);
    expect(await indexPaths(workspace, [further])).toMatchObject({ indexed: 1, unchanged: SONGS - 1, warnings: [] });
    expect(await versionOf(workspace)).toBe('0.0.2');
    expect(await (await workspace.library()).countTracks()).toBe(SONGS);
  });
});

test('a run that is killed goes on where it was; until then the older version answers', async () => {
  const child = start(newer);
  const stored = firstStored(child);
  await stored;
  child.kill('SIGKILL');
  await new Promise((ended) => child.once('close', ended));
  const workspace = open(newer);
  const { songs, warnings } = await ask(workspace);
  expect([songs, warnings.length, await versionOf(workspace)]).toEqual([SONGS, 1, '0.0.1']);
  const report = await indexPaths(workspace, [music]);
  expect(report.unchanged).toBeGreaterThan(0);
  expect(report.unchanged + report.indexed).toBe(SONGS);
  expect(await clipsOfAll(workspace)).toEqual(Array(SONGS).fill(3));
});

/** Indexes by the built collap, slowly: one batch after the other is stored. */
function start(modelDir: string): ChildProcess {
  const child = resolve('test/library/support/renewal-child.mjs');
  return spawn(process.execPath, [child, libraryDir, modelDir, music], { stdio: ['ignore', 'pipe', 'inherit'] });
}

function firstStored(child: ChildProcess): Promise<void> {
  return new Promise((done, failed) => {
    child.stdout?.on('data', (text) => String(text).includes('stored') && done());
    child.once('close', () => failed(new Error('It ended before it was killed.')));
  });
}
