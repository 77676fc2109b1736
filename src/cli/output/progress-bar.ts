import { basename } from 'node:path';
import type { Progress } from '../../types.js';
import type { Terminal } from '../terminal.js';
import { formatTime } from './format-time.js';
import { truncate, visible } from './text-width.js';

const BAR_COLUMNS = 24;
const REDRAW_MS = 80;
/** Logs get one line so often. */
const LOG_LINE_MS = 10_000;
/** Progress that also knows its pace. */
export type PacedProgress = Progress & {
  readonly songsPerMinute?: number | null;
  readonly secondsLeft?: number | null;
};

export interface ProgressBar {
  update(progress: PacedProgress): void;
  /** Removes the bar, so that what follows starts on a clean line. */
  finish(): void;
}

/** The line that says how far the work is, such as `██████░░░ · 5/12 songs · 31 songs/min · 0:14 left · intro.opus`. */
export function progressLine(progress: PacedProgress, unit: string, hasBar: boolean): string {
  const { done, total, message, songsPerMinute: pace, secondsLeft } = progress;
  const filled = total > 0 ? Math.round((Math.min(done, total) / total) * BAR_COLUMNS) : 0;
  return [
    hasBar ? '█'.repeat(filled).padEnd(BAR_COLUMNS, '░') : '',
    `${done}/${total} ${unit}`,
    pace ? `${pace.toFixed(pace < 10 ? 1 : 0)} songs/min` : '',
    secondsLeft ? `${formatTime(secondsLeft)} left` : '',
    visible(hasBar ? basename(message) : message), // a moving line has no room for a whole path
  ]
    .filter(Boolean)
    .join(' · ');
}

/**
 * Shows progress on stderr: a moving bar for people, a line now and then for logs.
 *
 * @param unit - what is counted, in the plural.
 */
export function createProgressBar(terminal: Terminal, unit: string, now: () => number = Date.now): ProgressBar {
  const interval = terminal.isWatched ? REDRAW_MS : LOG_LINE_MS;
  let drawnMs = Number.NEGATIVE_INFINITY;
  return {
    update(progress) {
      const isLast = progress.total > 0 && progress.done >= progress.total;
      if (now() - drawnMs < interval && !isLast) return;
      drawnMs = now();
      const line = progressLine(progress, unit, terminal.isWatched);
      terminal.report(terminal.isWatched ? `\r\x1b[K${truncate(line, terminal.columns - 1)}` : `${line}\n`);
    },
    finish() {
      if (terminal.isWatched && drawnMs > Number.NEGATIVE_INFINITY) terminal.report('\r\x1b[K');
    },
  };
}
