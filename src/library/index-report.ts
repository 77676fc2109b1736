/** What an index run tells, while it runs and at its end. */
import type { FileFailure, FileWarning, Progress } from '../types.js';

/** The document of `collap index --json`. */
export interface IndexReport {
  /** Files that are new in the library, or whose audio changed. */
  indexed: number;
  /** Files whose audio is the same as before, at the same path. */
  unchanged: number;
  /** Files that were found at another path than before. */
  moved: number;
  /** Files that are not there any more. */
  removed: number;
  /** Files that could not be indexed, in this run or, unchanged, in an earlier one. */
  failed: FileFailure[];
  /** Files that are searchable but not as they should be, and folders that could not be walked. */
  warnings: FileWarning[];
}

/** `done` counts files whose outcome is stored: they survive whatever happens next. */
export interface IndexProgress extends Progress {
  /** Embedded songs a minute, over the whole run; null before the first. */
  readonly songsPerMinute: number | null;
  /** Null before the first file. */
  readonly secondsLeft: number | null;
}

export function newIndexReport(): IndexReport {
  return { indexed: 0, unchanged: 0, moved: 0, removed: 0, failed: [], warnings: [] };
}

/** Measures the pace of a run of `total` files. */
export function createPace(total: number): (done: number, embedded: number, message: string) => IndexProgress {
  const startedMs = performance.now();
  return (done, embedded, message) => {
    const seconds = (performance.now() - startedMs) / 1000;
    return {
      done,
      total,
      message,
      songsPerMinute: embedded > 0 ? (embedded / seconds) * 60 : null,
      secondsLeft: done > 0 ? (seconds / done) * (total - done) : null,
    };
  };
}
