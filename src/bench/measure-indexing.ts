/** `collap index` as a person runs it, watched from outside. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { PACKAGE_DIR } from '../config.js';
import { CollapError } from '../errors.js';
import { brief, readIdleSeconds, readProcessTree } from './cpu-time.js';

const COLLAP = join(PACKAGE_DIR, 'dist', 'cli', 'main.js');
/** Where the system can, the file is started by itself: its first line says how. */
const [COMMAND, ...BEFORE]: [string, ...string[]] =
  process.platform === 'win32' ? [process.execPath, COLLAP] : [COLLAP];
const LOOK_EVERY_MS = 250;
const PARTS = 10;
/** Characters of what a failed run said last. */
const MOST_COMPLAINT = 2_000;

export interface IndexingMeasurement {
  readonly songs: number;
  readonly seconds: number;
  readonly songsPerMinute: number;
  readonly timesRealTime: number;
  readonly cpuSecondsPerSong: number;
  /** Share of all cores that worked for it, start and end included, 0..1. */
  readonly coresBusy: number;
  /** The same without what other programs took meanwhile; null where the system does not tell. */
  readonly coresBusyOfFree: number | null;
  /** All processes together, shared pages counted once. */
  readonly peakMegabytes: number;
  /** The highest in each tenth of the run: whether memory grows with the songs. */
  readonly megabytesByTenth: readonly number[];
}

interface Look {
  readonly seconds: number;
  readonly megabytes: number;
}

/**
 * @param paths - files, or folders with them. @param songs - how many they are. @param audioSeconds - length of all songs together.
 * @throws {@link CollapError} `E_INTERNAL` when the run fails.
 */
export async function measureIndexing(
  paths: readonly string[],
  libraryDir: string,
  modelDir: string,
  { songs, audioSeconds }: { songs: number; audioSeconds: number },
): Promise<IndexingMeasurement> {
  const [startMs, idleBefore] = [performance.now(), readIdleSeconds()];
  const child = spawn(
    COMMAND,
    [...BEFORE, 'index', ...paths, '--library', libraryDir, '--model', modelDir, '--device', 'cpu', '--json'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-MOST_COMPLAINT);
  });
  const looks: Look[] = [];
  let cpuSeconds = 0;
  const look = () => {
    const tree = readProcessTree(child.pid as number);
    cpuSeconds = Math.max(
      cpuSeconds,
      tree.reduce((sum, facts) => sum + facts.cpuSeconds, 0),
    );
    const megabytes = tree.reduce((sum, facts) => sum + facts.megabytes(), 0);
    looks.push({ seconds: (performance.now() - startMs) / 1000, megabytes });
  };
  const watch = setInterval(look, LOOK_EVERY_MS);
  const [code] = (await once(child, 'close')) as [number];
  clearInterval(watch);
  if (code !== 0)
    throw new CollapError('E_INTERNAL', `collap index ended with ${code}: ${complaint}`, 'Run it by hand to see more.');
  const seconds = (performance.now() - startMs) / 1000;
  const idle = readIdleSeconds();
  return {
    songs,
    seconds: brief(seconds),
    songsPerMinute: brief((60 * songs) / seconds),
    timesRealTime: brief(audioSeconds / seconds),
    cpuSecondsPerSong: brief(cpuSeconds / songs),
    coresBusy: brief(cpuSeconds / seconds / availableParallelism()),
    coresBusyOfFree: idle === null || idleBefore === null ? null : brief(cpuSeconds / (cpuSeconds + idle - idleBefore)),
    peakMegabytes: Math.round(Math.max(0, ...looks.map(({ megabytes }) => megabytes))),
    megabytesByTenth: peakByPart(looks, seconds),
  };
}

function peakByPart(looks: readonly Look[], seconds: number): number[] {
  return Array.from({ length: PARTS }, (_, part) => {
    const own = looks.filter((look) => Math.floor((look.seconds / seconds) * PARTS) === part);
    return Math.round(Math.max(0, ...own.map(({ megabytes }) => megabytes)));
  });
}
