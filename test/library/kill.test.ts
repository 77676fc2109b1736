/** `kill -9` in the middle of indexing: what was acknowledged is there, what was not is done by the next run, nothing twice. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { openLibrary } from '../../src/library/library.js';
import { FAKE_IDENTITY, fakeWav } from './support/fake-workspace.mjs';

const SONGS = 200;
const CHILD = fileURLToPath(new URL('./support/index-child.mjs', import.meta.url));
const BUILT = fileURLToPath(new URL('../../dist/library/index-paths.js', import.meta.url));
const base = realpathSync(mkdtempSync(join(tmpdir(), 'collap-kill-')));
const [music, libraryDir] = [join(base, 'music'), join(base, 'library')];
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** Starts the indexer; `lines` grows with what it says. */
function start(delayMs: number): { child: ChildProcess; lines: string[]; ended: Promise<void> } {
  const child = spawn(process.execPath, [CHILD, libraryDir, music, String(delayMs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  createInterface({ input: child.stdout as NonNullable<typeof child.stdout> }).on('line', (line) => lines.push(line));
  return { child, lines, ended: new Promise((resolve) => child.once('close', () => resolve())) };
}

async function readBack() {
  const library = await openLibrary(libraryDir, { identity: FAKE_IDENTITY, embeddingSize: 8 });
  const [files, ids] = [await library.filesUnder([music]), await library.trackIds()];
  const clips = await library.clips(ids);
  return { library, files, ids, clips, sections: await library.sections(ids) };
}

test('nothing acknowledged is lost, nothing is there twice', async () => {
  if (!existsSync(BUILT)) throw new Error(`Run \`npm run build\` first: there is no ${BUILT}.`);
  mkdirSync(music);
  for (let n = 0; n < SONGS; n++) writeFileSync(join(music, `${n}.wav`), fakeWav(n, 0.6));

  const acknowledged = new Set<string>();
  for (const millisecondsAfterFirst of [0, 300]) {
    const { child, lines, ended } = start(100);
    while (!lines.some((line) => line.startsWith('stored')) && child.exitCode === null) await sleep(5);
    await sleep(millisecondsAfterFirst);
    child.kill('SIGKILL');
    await ended;
    for (const line of lines) if (line.startsWith('stored ')) acknowledged.add(line.slice('stored '.length));
    const { files, ids, clips, sections } = await readBack();
    const ready = new Set(files.map(({ path }) => path));
    expect([...acknowledged].filter((path) => !ready.has(path))).toEqual([]);
    expect(
      files.filter(({ trackId }) => !ids.includes(trackId ?? '') || (clips.get(trackId ?? '')?.length ?? 0) === 0),
    ).toEqual([]);
    expect(ids.filter((id) => sections.get(id)?.[0]?.startSeconds !== 0)).toEqual([]);
  }
  expect(acknowledged.size).toBeGreaterThan(0);
  expect(acknowledged.size).toBeLessThan(SONGS);

  const last = start(0);
  await last.ended;
  const report = JSON.parse(last.lines.find((line) => line.startsWith('report '))?.slice('report '.length) ?? 'null');
  expect(report).toMatchObject({ failed: [], removed: 0, moved: 0 });
  expect(report.indexed + report.unchanged).toBe(SONGS);
  expect(report.unchanged).toBeGreaterThanOrEqual(acknowledged.size);
  const { library, files, ids, clips, sections } = await readBack();
  expect(new Set(files.map(({ path }) => path)).size).toBe(SONGS);
  expect([files.length, ids.length, new Set(ids).size, clips.size, sections.size]).toEqual(Array(5).fill(SONGS));
  const nearest = await library.nearestSongs(new Float32Array(8).fill(1), 1000);
  expect(new Set(nearest.map(({ trackId }) => trackId)).size).toBe(nearest.length);
}, 120_000);
