/** A second look at a library of which nothing has changed: real files, simulated rows. */
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { indexPaths } from '../library/index-paths.js';
import { openWorkspace } from '../library/workspace.js';
import type { Model } from '../model/model.js';
import { brief, timeWork } from './cpu-time.js';
import type { SongSimulator } from './simulate-songs.js';

export interface RescanMeasurement {
  readonly files: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
}

const FILES_PER_BATCH = 1_000;

/** @param dir - where the files and their library are made. */
export async function measureRescan(
  dir: string,
  modelDir: string,
  simulatorOf: (model: Model) => SongSimulator,
  files: number,
): Promise<RescanMeasurement> {
  const music = join(dir, 'music');
  const workspace = openWorkspace({ libraryDir: join(dir, 'rescan'), modelDir, device: 'cpu' });
  try {
    const [model, library] = [await workspace.model(), await workspace.library()];
    const simulator = simulatorOf(model);
    for (let first = 0; first < files; first += FILES_PER_BATCH) {
      const numbers = Array.from({ length: Math.min(FILES_PER_BATCH, files - first) }, (_, i) => first + i);
      const records = await Promise.all(numbers.map((n) => makeFile(music, n)));
      const tracks = records.map(({ path, trackId }, i) => ({
        ...simulator.song(numbers[i] as number),
        ...{ path, trackId },
        clips: simulator.song(0).clips.slice(0, 1), // a re-scan does not look at them
      }));
      await library.write({ files: records, tracks, descriptions: [] });
    }
    await library.optimize();
    const { seconds, cpuSeconds } = await timeWork(() => indexPaths(workspace, [music]));
    return { files, seconds: brief(seconds), cpuSeconds: brief(cpuSeconds) };
  } finally {
    await workspace.close();
  }
}

async function makeFile(music: string, n: number) {
  const path = join(music, `artist ${n % 100}`, `album ${Math.floor(n / 100) % 20}`, `${n}.mp3`);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, 'x');
  const { size, mtimeMs } = await stat(path);
  const seen = { sizeBytes: size, mtimeMs, state: 'ready', code: null, message: null } as const;
  return { path, trackId: `track-${n}`, ...seen };
}
