/** A library of simulated songs, to be searched and measured. */
import { readFile, writeFile } from 'node:fs/promises';
import { BATCHES_PER_COMPACTION } from '../library/index-run.js';
import type { Library } from '../library/library.js';
import type { SongSimulator } from './simulate-songs.js';

const SONGS_PER_BATCH = 1_000;

/** What a simulated library holds so far, and what storing it took. */
export interface SimulatedState {
  readonly songs: number;
  readonly cpuSeconds: number;
}

/**
 * Makes the library grow to `songs`, and brings its indices up to date. What is there already is counted, so that a run may go on where
 * another was stopped.
 *
 * @param stateFile - JSON beside the library.
 * @param songsPerBatch - large batches leave few files behind.
 * @returns with the CPU seconds of storing them all, compaction included.
 */
export async function simulateLibrary(
  library: Library,
  simulator: SongSimulator,
  songs: number,
  stateFile: string,
  songsPerBatch = SONGS_PER_BATCH,
): Promise<SimulatedState> {
  let state = await readState(stateFile);
  const timed = async (work: () => Promise<unknown>, count: number) => {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    state = { songs: count, cpuSeconds: state.cpuSeconds + (user + system) / 1e6 };
    await writeFile(stateFile, JSON.stringify(state));
  };
  let batches = 0;
  for (let first = state.songs; first < songs; first = state.songs) {
    const length = Math.min(songsPerBatch, songs - first);
    const tracks = Array.from({ length }, (_, i) => simulator.song(first + i));
    const files = tracks.map(({ path, trackId }) => ({
      ...{ path, trackId, sizeBytes: 9e6, mtimeMs: 1.7e12 },
      ...({ state: 'ready', code: null, message: null } as const),
    }));
    await timed(() => library.write({ files, tracks, descriptions: [] }), first + length);
    if (++batches % BATCHES_PER_COMPACTION === 0) await timed(() => library.optimize(), state.songs);
  }
  if (batches > 0) await timed(() => library.optimize(), state.songs);
  return state;
}

async function readState(stateFile: string): Promise<SimulatedState> {
  const text = await readFile(stateFile, 'utf8').catch(() => null); // nothing has been made yet
  return text === null ? { songs: 0, cpuSeconds: 0 } : JSON.parse(text);
}
