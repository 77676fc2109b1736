/** The promise of the first page: the bundled songs are found by descriptions that no training text resembles, without any filter. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DEMO_DIR, type DemoSong, readSongbook } from '../../src/cli/demo/songbook.js';
import { PACKAGE_DIR } from '../../src/config.js';
import { indexPaths } from '../../src/library/index-paths.js';
import { openWorkspace, type Workspace } from '../../src/library/workspace.js';
import { findSongs } from '../../src/retrieve/find-songs.js';
import type { SongMatch } from '../../src/types.js';

const LEAST_MEAN_RECIPROCAL_RANK = 0.8;
const INDEX_TIMEOUT_MS = 300_000;

let folder: string;
let workspace: Workspace;
let songs: DemoSong[];
const answers = new Map<string, readonly SongMatch[]>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'collap-demo-test-'));
  const modelDir = join(PACKAGE_DIR, 'models', 'collap-mini');
  workspace = openWorkspace({ libraryDir: join(folder, 'library'), modelDir, device: 'cpu', roots: null });
  songs = await readSongbook();
  const report = await indexPaths(
    workspace,
    songs.map(({ file }) => join(DEMO_DIR, file)),
  );
  expect(report).toMatchObject({ indexed: songs.length, failed: [], warnings: [] });
  for (const { title, description } of songs) {
    const { results } = await findSongs(workspace, { description, limit: songs.length });
    answers.set(title, results);
  }
}, INDEX_TIMEOUT_MS);

afterAll(async () => {
  await workspace.close();
  await rm(folder, { recursive: true, force: true });
});

test('ten to twelve songs are bundled, 60 to 100 seconds each', () => {
  expect(songs.length).toBeGreaterThanOrEqual(10);
  expect(songs.length).toBeLessThanOrEqual(12);
  for (const { durationSeconds } of songs) {
    expect(durationSeconds).toBeGreaterThanOrEqual(60);
    expect(durationSeconds).toBeLessThanOrEqual(100);
  }
});

test(`every song by its held-back description: mean reciprocal rank of at least ${LEAST_MEAN_RECIPROCAL_RANK}`, () => {
  const ranks = songs.map(({ title, file }) => {
    const found = answers.get(title)?.find(({ path }) => path === join(DEMO_DIR, file));
    return [title, found?.rank ?? Number.POSITIVE_INFINITY] as const;
  });
  const mean = ranks.reduce((sum, [, rank]) => sum + 1 / rank, 0) / songs.length;
  const late = ranks.filter(([, rank]) => rank > 1).map(([title, rank]) => `${title}: ${rank}`);
  console.info(
    `mean reciprocal rank ${mean.toFixed(3)} over ${songs.length} songs; not first: ${late.join(', ') || 'none'}`,
  );
  expect(mean).toBeGreaterThanOrEqual(LEAST_MEAN_RECIPROCAL_RANK);
});

test('the first answer to each description has its sentences as evidence, inside the song', () => {
  for (const [, [best]] of answers) {
    expect(best?.evidence.length).toBeGreaterThanOrEqual(2);
    for (const { startSeconds, endSeconds } of best?.evidence ?? []) {
      if (startSeconds === null || endSeconds === null) continue;
      expect(startSeconds).toBeGreaterThanOrEqual(0);
      expect(endSeconds).toBeGreaterThan(startSeconds);
      expect(endSeconds).toBeLessThanOrEqual((best?.durationSeconds ?? 0) + 0.5);
    }
  }
});
