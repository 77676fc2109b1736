/** The benchmark, as small as it gets: that everything it measures works, never how long it takes. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { BENCH_PARTS, type BenchOptions, type BenchReport, runBench } from '../../src/bench/run-bench.js';
import { benchText } from '../../src/cli/output/bench-text.js';
import { createPalette } from '../../src/cli/output/palette.js';

let dir: string;
const said: string[] = [];

function options(signal = new AbortController().signal): BenchOptions {
  return {
    modelDir: 'test/fixtures/model-tiny',
    songs: 'demo/terrace-lemonade.opus',
    sizes: [60, 120],
    rescanFiles: 30,
    questions: 3,
    exhaustive: 2,
    indexedSongs: 3,
    clapFile: null,
    keepDir: null,
    signal,
    report: (message) => said.push(message),
  };
}

/** Paths of all numbers of a document that are not a finite number above or at 0. */
function oddNumbers(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? [] : [`${path} = ${value}`];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, part]) => oddNumbers(part, `${path}/${name}`));
}

beforeAll(async () => {
  dir = await realpath(await mkdtemp(join(tmpdir(), 'collap-bench-test-')));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

test('every part works, and its figures are figures', async () => {
  const report = (await runBench(options())) as BenchReport;
  expect(Object.keys(report)).toEqual(expect.arrayContaining(['machine', 'model', 'nearestDistance', ...BENCH_PARTS]));
  expect(oddNumbers(report)).toEqual([]);
  expect(report.embedding).toMatchObject({ songs: 1, clap: { unavailable: expect.any(String) } });
  expect(report.embedding.modelCpuSeconds).toBeGreaterThan(0);
  expect(report.indexing.songs).toBe(3);
  expect(report.indexing.peakMegabytes).toBeGreaterThan(50);
  expect(report.busy.questions).toBe(9); // three times as many
  expect(report.rescan.files).toBe(30);
  // of so few songs all are scored: the answer is the exhaustive one
  expect(report.search.map(({ songs, recallAt10 }) => [songs, recallAt10])).toEqual([
    [60, 1],
    [120, 1],
  ]);
  expect(benchText(report)({ palette: createPalette(false), columns: 100 }).split('\n')).toHaveLength(9);

  const file = join(dir, 'report.json');
  await writeFile(file, JSON.stringify(report));
  const { status, stdout } = spawnSync(process.execPath, ['bench/run.mjs', '--from', file], { encoding: 'utf8' });
  expect(status).toBe(0);
  expect(stdout).not.toMatch(/undefined|NaN/);
  expect(await readFile('bench/results/growth.svg', 'utf8')).toMatch(/^<svg/);
}, 180_000);

test('one part alone', async () => {
  const report = await runBench(options(), new Set(['rescan']));
  expect(Object.keys(report).sort()).toEqual(['machine', 'model', 'nearestDistance', 'rescan']);
  const stopped = AbortSignal.abort();
  await expect(runBench(options(stopped))).rejects.toMatchObject({ code: 'E_CANCELLED' });
});
