/** `collap index` as a person runs it, watched from outside. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { PACKAGE_DIR } from '../config.js';
import { CollapError } from '../errors.js';
import { brief, readProcessTree } from './cpu-time.js';

export const COLLAP = join(PACKAGE_DIR, 'dist', 'cli', 'main.js');
const LOOK_EVERY_MS = 100;

export interface IndexingMeasurement {
  readonly songs: number;
  readonly seconds: number;
  readonly songsPerMinute: number;
  readonly timesRealTime: number;
  readonly cpuSecondsPerSong: number;
  /** Share of all cores that worked, start-up included, 0..1. */
  readonly coresBusy: number;
  /** All processes together. */
  readonly peakMegabytes: number;
}

/** @param audioSeconds - length of all songs together. @throws {@link CollapError} `E_INTERNAL` when the run fails. */
export async function measureIndexing(
  paths: readonly string[],
  libraryDir: string,
  modelDir: string,
  audioSeconds: number,
): Promise<IndexingMeasurement> {
  const startMs = performance.now();
  const child = spawn(
    process.execPath,
    [COLLAP, 'index', ...paths, '--library', libraryDir, '--model', modelDir, '--device', 'cpu', '--json'],
    { stdio: ['ignore', 'ignore', 'ignore'] },
  );
  let [cpuSeconds, peakMegabytes] = [0, 0];
  const look = () => {
    const tree = readProcessTree(child.pid as number);
    const sum = (of: (facts: (typeof tree)[0]) => number) => tree.reduce((total, facts) => total + of(facts), 0);
    cpuSeconds = Math.max(
      cpuSeconds,
      sum((facts) => facts.cpuSeconds),
    );
    peakMegabytes = Math.max(
      peakMegabytes,
      sum((facts) => facts.megabytes),
    );
  };
  const watch = setInterval(look, LOOK_EVERY_MS);
  const [code] = (await once(child, 'close')) as [number];
  clearInterval(watch);
  if (code !== 0) throw new CollapError('E_INTERNAL', `collap index ended with ${code}.`, 'Run it by hand to see why.');
  const seconds = (performance.now() - startMs) / 1000;
  return {
    songs: paths.length,
    seconds: brief(seconds),
    songsPerMinute: brief((60 * paths.length) / seconds),
    timesRealTime: brief(audioSeconds / seconds),
    cpuSecondsPerSong: brief(cpuSeconds / paths.length),
    coresBusy: brief(cpuSeconds / seconds / availableParallelism()),
    peakMegabytes: Math.round(peakMegabytes),
  };
}
