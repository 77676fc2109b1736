/** A library of simulated songs, to be searched and measured. */
import type { Library } from '../library/library.js';
import type { SongSimulator } from './simulate-songs.js';

/** Large batches leave few files behind. */
const SONGS_PER_BATCH = 1_000;

/** Adds songs `from` to `to` (not included) to the library, and brings its indices up to date. @returns CPU seconds. */
export async function simulateLibrary(
  library: Library,
  simulator: SongSimulator,
  from: number,
  to: number,
): Promise<number> {
  let cpuSeconds = 0;
  const timed = async (work: () => Promise<unknown>) => {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    cpuSeconds += (user + system) / 1e6;
  };
  for (let first = from; first < to; first += SONGS_PER_BATCH) {
    const length = Math.min(SONGS_PER_BATCH, to - first);
    const tracks = Array.from({ length }, (_, i) => simulator.song(first + i));
    const files = tracks.map(({ path, trackId }) => ({
      ...{ path, trackId, sizeBytes: 9e6, mtimeMs: 1.7e12 },
      ...({ state: 'ready', code: null, message: null } as const),
    }));
    await timed(() => library.write({ files, tracks, descriptions: [] }));
  }
  await timed(() => library.optimize());
  return cpuSeconds;
}
