/** A folder of hostile files through the built program: `npm run faults` does the same with a thousand. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { finishCli, startCli } from '../cli/support/run-built-cli.js';
import { CRAFTED_FILES, SPARSE_FILES } from './support/crafted-files.mjs';
import { loadSources, MUTATION_NAMES, mutate } from './support/mutations.mjs';
import { sineBytes, wavFile } from './support/plain-audio.mjs';
import { watchMemory } from './support/process-memory.mjs';

const MOST_MEGABYTES = 1_000;
const MOST_SECONDS = 120; // for all of them together, on a busy machine
const dir = realpathSync(mkdtempSync(join(tmpdir(), 'collap-hostile-')));
const music = join(dir, 'music');
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** One file of every kind of mutation, and the crafted ones of which each has a way of its own to hurt. */
function writeFaults(): string[] {
  mkdirSync(music);
  const sources = loadSources();
  const names = MUTATION_NAMES.map((_, kind) => {
    const { name, bytes } = mutate(kind * sources.length + (kind % sources.length), sources);
    writeFileSync(join(music, name), bytes);
    return name;
  });
  for (const [name, make] of Object.entries(CRAFTED_FILES).filter((_, i) => i % 2 === 0)) {
    writeFileSync(join(music, name), make());
    names.push(name);
  }
  for (const [name, { head, bytes }] of Object.entries(SPARSE_FILES)) {
    writeFileSync(join(music, name), head());
    truncateSync(join(music, name), bytes);
    names.push(name);
  }
  return names;
}

test('every hostile file ends in audio or in a code; the song among them is heard', async () => {
  const names = [...writeFaults(), 'song.wav'];
  writeFileSync(join(music, 'song.wav'), wavFile(sineBytes(330, 16_000, 3)));
  const child = startCli(['index', music, '--library', join(dir, 'library'), '--json']);
  const memory = watchMemory(child.pid as number);
  const startMs = Date.now();
  const run = await finishCli(child);
  const { largestMegabytes } = memory.stop();
  const report = run.json;
  expect(run.code).toBe(3);
  expect(report.indexed + report.failed.length).toBe(names.length);
  for (const failure of report.failed) {
    expect(names).toContain(failure.path.slice(music.length + 1));
    expect(failure.code).toMatch(/^E_(?!INTERNAL|CRASHED)/);
    expect(failure.message.length).toBeGreaterThan(10);
  }
  expect(report.failed.map(({ path }: { path: string }) => path)).not.toContain(join(music, 'song.wav'));
  expect(largestMegabytes).toBeLessThan(MOST_MEGABYTES);
  expect((Date.now() - startMs) / 1000).toBeLessThan(MOST_SECONDS);
}, 180_000);
