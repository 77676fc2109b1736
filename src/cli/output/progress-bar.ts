import type { Progress } from '../../types.js';
import type { Terminal } from '../terminal.js';
import { formatTime } from './format-time.js';
import { truncate } from './text-width.js';

const BAR_COLUMNS = 24;
const REDRAW_MS = 80;
/** Logs get one line so often. */
const LOG_LINE_MS = 10_000;
/** Speed is measured over the newest seconds, so that a slow start is soon forgotten. */
const WINDOW_MS = 30_000;

export interface ProgressBar {
  update(progress: Progress): void;
  /** Removes the bar, so that what follows starts on a clean line. */
  finish(): void;
}

/** Units done a minute and seconds left, from when how many were done; null until there is something to measure. */
export function estimateSpeed(
  samples: readonly { atMs: number; done: number }[],
  total: number,
): { perMinute: number; secondsLeft: number } | null {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || last.atMs <= first.atMs || last.done <= first.done) return null;
  const perMs = (last.done - first.done) / (last.atMs - first.atMs);
  return { perMinute: perMs * 60_000, secondsLeft: Math.max(0, total - last.done) / perMs / 1000 };
}

/** The line that says how far the work is, such as `[█████░░░] 5/12 · 31 songs/min · 0:14 left · intro.opus`. */
export function progressLine(
  progress: Progress,
  unit: string,
  speed: ReturnType<typeof estimateSpeed>,
  bar: boolean,
): string {
  const filled =
    progress.total > 0 ? Math.round((Math.min(progress.done, progress.total) / progress.total) * BAR_COLUMNS) : 0;
  const picture = bar ? [`${'█'.repeat(filled)}${'░'.repeat(BAR_COLUMNS - filled)}`] : [];
  const rate = speed
    ? [`${speed.perMinute.toFixed(speed.perMinute < 10 ? 1 : 0)} ${unit}/min`, `${formatTime(speed.secondsLeft)} left`]
    : [];
  const count = `${progress.done}/${progress.total}${bar ? '' : ` ${unit}`}`;
  return [...picture, count, ...rate, progress.message].filter(Boolean).join(' · ');
}

/**
 * Shows progress on stderr: a moving bar for people, a line now and then for logs.
 *
 * @param unit - what is counted, in the plural.
 */
export function createProgressBar(terminal: Terminal, unit: string, now: () => number = Date.now): ProgressBar {
  const interval = terminal.isWatched ? REDRAW_MS : LOG_LINE_MS;
  let samples: { atMs: number; done: number }[] = [];
  let drawnMs = Number.NEGATIVE_INFINITY;
  return {
    update(progress) {
      const atMs = now();
      samples = [...samples.filter((sample) => atMs - sample.atMs < WINDOW_MS), { atMs, done: progress.done }];
      const isLast = progress.total > 0 && progress.done >= progress.total;
      if (atMs - drawnMs < interval && !isLast) return;
      drawnMs = atMs;
      const line = progressLine(progress, unit, estimateSpeed(samples, progress.total), terminal.isWatched);
      terminal.report(terminal.isWatched ? `\r\x1b[K${truncate(line, terminal.columns - 1)}` : `${line}\n`);
    },
    finish() {
      if (terminal.isWatched && drawnMs > Number.NEGATIVE_INFINITY) terminal.report('\r\x1b[K');
    },
  };
}
