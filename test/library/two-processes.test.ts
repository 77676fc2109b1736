/** Two processes index into one library, and a third one, this, reads it meanwhile. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { type Library, openLibrary } from '../../src/library/library.js';
import { verifyLibrary } from '../../src/library/upkeep/verify-library.js';
import { FAKE_IDENTITY, fakeWav } from './support/fake-workspace.mjs';

const SONGS_OF_EACH = 60;
const MODEL_MS = 100;
/** How old what a reader sees may be. */
const STALE_MS = 1_000;
const LOOK_EVERY_MS = 100;
const CHILD = fileURLToPath(new URL('./support/index-child.mjs', import.meta.url));
const BUILT = fileURLToPath(new URL('../../dist/library/index-paths.js', import.meta.url));
const base = realpathSync(mkdtempSync(join(tmpdir(), 'collap-two-')));
const [music, libraryDir] = [join(base, 'music'), join(base, 'library')];
/** When each path was acknowledged for the first time. */
const acknowledged = new Map<string, number>();
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** @returns the report of the run. */
function index(folder: string): Promise<{ indexed: number; unchanged: number; failed: unknown[] }> {
  const child = spawn(process.execPath, [CHILD, libraryDir, folder, String(MODEL_MS)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [, path] = /^stored (.+)/.exec(line) ?? [];
      if (path !== undefined && !acknowledged.has(path)) acknowledged.set(path, Date.now());
      if (line.startsWith('report ')) resolve(JSON.parse(line.slice('report '.length)));
    });
    child.once('close', (code) => reject(new Error(`The indexer ended with ${code}.`)));
  });
}

/** Looks at the files, and at the songs as questions see them. @returns what was acknowledged long before a look and not seen by it. */
async function watch(library: Library, until: () => boolean): Promise<{ looks: number; missed: string[] }> {
  const missed: string[] = [];
  let looks = 0;
  while (!until()) {
    const due = [...acknowledged].filter(([, at]) => at <= Date.now() - STALE_MS).map(([path]) => path);
    const files = new Map((await library.filesUnder([music])).map(({ path, trackId }) => [path, trackId]));
    const songs = new Set(await library.filterTracks());
    missed.push(...due.filter((path) => !songs.has(files.get(path) ?? '')));
    looks++;
    await sleep(LOOK_EVERY_MS);
  }
  return { looks, missed };
}

test('nothing is lost or there twice, and a reader sees new songs within a second', async () => {
  if (!existsSync(BUILT)) throw new Error(`Run \`npm run build\` first: there is no ${BUILT}.`);
  for (const [f, folder] of ['a', 'b'].entries()) {
    mkdirSync(join(music, folder), { recursive: true });
    for (let n = 0; n < SONGS_OF_EACH; n++) writeFileSync(join(music, folder, `${n}.wav`), fakeWav(1000 * f + n, 0.6));
  }
  const library = await openLibrary(libraryDir, { identity: FAKE_IDENTITY, embeddingSize: 8 });
  let isOver = false;
  const watching = watch(library, () => isOver);
  const reports = await Promise.all([index(music), index(join(music, 'b'))]);
  isOver = true;
  const { looks, missed } = await watching;
  expect(looks).toBeGreaterThan(5);
  expect(missed).toEqual([]);

  expect(reports.map(({ failed }) => failed)).toEqual([[], []]);
  expect(reports.map(({ indexed, unchanged }) => indexed + unchanged)).toEqual([2 * SONGS_OF_EACH, SONGS_OF_EACH]);
  expect(acknowledged.size).toBe(2 * SONGS_OF_EACH);
  expect(await verifyLibrary(libraryDir)).toEqual({
    tracks: 2 * SONGS_OF_EACH,
    files: 2 * SONGS_OF_EACH,
    problems: [],
  });
});
