/** What collap costs on this machine, measured side by side in one run. */
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { throwIfCancelled } from '../errors.js';
import { findTargets } from '../library/index-targets.js';
import { loadModelCard } from '../model/card.js';
import type { Model } from '../model/model.js';
import { cutSongs } from './cut-songs.js';
import { type BusyMeasurement, measureBusy } from './measure-busy.js';
import { type EmbeddingMeasurement, measureEmbedding } from './measure-embedding.js';
import { type IndexingMeasurement, measureIndexing } from './measure-indexing.js';
import { measureRescan, type RescanMeasurement } from './measure-rescan.js';
import { measureSearch, type SearchMeasurement } from './measure-search.js';
import { measureStart, type StartMeasurement } from './measure-start.js';
import { createSongSimulator, type SongSimulator } from './simulate-songs.js';

export interface BenchOptions {
  readonly modelDir: string;
  /** A folder of songs, or songs, to decode and to embed. */
  readonly songs: string;
  /** Sizes of simulated libraries, ascending. */
  readonly sizes: readonly number[];
  readonly rescanFiles: number;
  readonly questions: number;
  readonly exhaustive: number;
  /** Songs of a minute that are cut from these and indexed. */
  readonly indexedSongs: number;
  readonly clapFile: string | null;
  /** Where the simulated library grows and stays, so that a later run may go on with it; null: it is thrown away. */
  readonly keepDir: string | null;
  readonly signal: AbortSignal;
  readonly report: (message: string) => void;
}

/** The document of `collap bench --json`. */
export interface BenchReport {
  readonly machine: string;
  readonly model: { readonly name: string; readonly version: string };
  readonly embedding: EmbeddingMeasurement;
  readonly indexing: IndexingMeasurement;
  readonly busy: BusyMeasurement;
  readonly search: readonly SearchMeasurement[];
  /** Median distance of a song to its nearest neighbour: of real songs, and of the simulated ones. */
  readonly nearestDistance: SongSimulator['nearestDistance'];
  readonly start: StartMeasurement;
  readonly rescan: RescanMeasurement;
}

export const BENCH_PARTS = ['embedding', 'indexing', 'busy', 'start', 'rescan', 'search'] as const;
export type BenchPart = (typeof BENCH_PARTS)[number];

const SONG_SECONDS = 60;
/** Times as many questions while songs are indexed as in large libraries: the slowest twentieth of sixty would be three. */
const BUSY_ROUNDS = 3;

/**
 * @param parts - only these are told; `busy` and `start` need what `indexing` leaves, so that it is done for them, too.
 * @returns the report, with the measurements of those parts only.
 * @throws {@link CollapError} what the measured parts throw, `E_CANCELLED`.
 */
export async function runBench(
  options: BenchOptions,
  parts: ReadonlySet<BenchPart> = new Set(BENCH_PARTS),
): Promise<Partial<BenchReport>> {
  const { modelDir, report, signal } = options;
  const { name, version } = await loadModelCard(modelDir);
  const busyQuestions = options.questions * BUSY_ROUNDS;
  const paths = (await findTargets([options.songs], null)).files.map(({ path }) => path);
  const dir = await realpath(await mkdtemp(join(tmpdir(), 'collap-bench-')));
  const indexedDir = join(dir, 'indexed');
  let simulator: SongSimulator | undefined;
  const simulatorOf = (model: Model): SongSimulator => {
    simulator ??= createSongSimulator(model.background, model.card.tags.length);
    return simulator;
  };
  const step = async <T>(part: BenchPart, what: string, work: () => Promise<T>): Promise<{ [part: string]: T }> => {
    throwIfCancelled(signal);
    if (!parts.has(part) && !(part === 'indexing' && (parts.has('busy') || parts.has('start')))) return {};
    report(what);
    const measured = await work();
    return parts.has(part) ? { [part]: measured } : {};
  };
  try {
    const measured: Partial<BenchReport> = {
      machine: describeMachine(),
      model: { name, version },
      ...(await step('embedding', 'decoding and embedding', () => measureEmbedding(paths, modelDir, options.clapFile))),
      ...(await step('indexing', `indexing ${options.indexedSongs} songs`, () =>
        withCutSongs(paths, join(dir, 'songs'), { count: options.indexedSongs }, (songs) =>
          measureIndexing([songs], indexedDir, modelDir, {
            songs: options.indexedSongs,
            audioSeconds: options.indexedSongs * SONG_SECONDS,
          }),
        ),
      )),
      ...(await step('busy', 'asking while indexing', () =>
        // as many songs as questions: indexing lasts longer, then
        withCutSongs(paths, join(dir, 'more-songs'), { count: busyQuestions, seed: 2 }, (songs) =>
          measureBusy(indexedDir, modelDir, songs, busyQuestions),
        ),
      )),
      ...(await step('start', 'starting', () => measureStart(indexedDir, modelDir))),
      ...(await step('rescan', 'scanning again', () => measureRescan(dir, modelDir, simulatorOf, options.rescanFiles))),
      ...(await step('search', 'searching', () =>
        measureSearch(options.keepDir ?? dir, modelDir, simulatorOf, options, report),
      )),
    };
    return simulator === undefined ? measured : { ...measured, nearestDistance: simulator.nearestDistance };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Songs of a minute for one measurement. */
async function withCutSongs<T>(
  paths: readonly string[],
  dir: string,
  cut: { count: number; seed?: number },
  work: (dir: string) => Promise<T>,
): Promise<T> {
  await cutSongs(paths, dir, { ...cut, seconds: SONG_SECONDS });
  const measured = await work(dir);
  await rm(dir, { recursive: true });
  return measured;
}

export function describeMachine(): string {
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), ${gigabytes} GB, Node ${process.versions.node}`;
}
