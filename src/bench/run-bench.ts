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

const SONG_SECONDS = 60;
/** So that indexing lasts longer than the questions. */
const SONGS_PER_QUESTION = 2;

/** @throws {@link CollapError} what the measured parts throw, `E_CANCELLED`. */
export async function runBench(options: BenchOptions): Promise<BenchReport> {
  const { modelDir, report, signal } = options;
  const { name, version } = await loadModelCard(modelDir);
  const paths = (await findTargets([options.songs], null)).files.map(({ path }) => path);
  const dir = await realpath(await mkdtemp(join(tmpdir(), 'collap-bench-')));
  let simulator: SongSimulator | undefined;
  const simulatorOf = (model: Model): SongSimulator => {
    simulator ??= createSongSimulator(model.background, model.card.tags.length);
    return simulator;
  };
  const step = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    throwIfCancelled(signal);
    report(what);
    return work();
  };
  try {
    const embedding = await step('decoding and embedding', () => measureEmbedding(paths, modelDir, options.clapFile));
    const indexedDir = join(dir, 'indexed');
    const indexing = await step(`indexing ${options.indexedSongs} songs`, async () => {
      const songs = join(dir, 'songs');
      await cutSongs(paths, songs, { count: options.indexedSongs, seconds: SONG_SECONDS });
      const measured = await measureIndexing([songs], indexedDir, modelDir, {
        songs: options.indexedSongs,
        audioSeconds: options.indexedSongs * SONG_SECONDS,
      });
      await rm(songs, { recursive: true });
      return measured;
    });
    const busy = await step('asking while indexing', async () => {
      const songs = join(dir, 'more-songs');
      await cutSongs(paths, songs, { count: options.questions * SONGS_PER_QUESTION, seconds: SONG_SECONDS, seed: 2 });
      const measured = await measureBusy(indexedDir, modelDir, songs, options.questions);
      await rm(songs, { recursive: true });
      return measured;
    });
    const start = await step('starting', () => measureStart(indexedDir, modelDir));
    const rescan = await step('scanning again', () => measureRescan(dir, modelDir, simulatorOf, options.rescanFiles));
    const search = await step('searching', () =>
      measureSearch(options.keepDir ?? dir, modelDir, simulatorOf, options, report),
    );
    const nearestDistance = simulator?.nearestDistance ?? { real: 0, simulated: 0 };
    return {
      machine: describeMachine(),
      model: { name, version },
      embedding,
      indexing,
      busy,
      search,
      nearestDistance,
      start,
      rescan,
    };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

export function describeMachine(): string {
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), ${gigabytes} GB, Node ${process.versions.node}`;
}
