/** Keeps a library up to date with folders for as long as it is told to. */
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { watch } from 'chokidar';
import { asCollapError, CollapError } from '../errors.js';
import { type IndexProgress, type IndexReport, indexPaths } from './index-paths.js';
import type { Workspace } from './workspace.js';

/** Copying an album makes many events: the folders are looked at once it has been quiet for so long, */
const QUIET_MS = 2_000;
/** or once the oldest event has waited for so long. */
const LONGEST_WAIT_MS = 30_000;

export interface WatchOptions {
  /** Ends the watching. */
  readonly signal: AbortSignal;
  /** Told of every run that changed something or found other files that fail, the first one in any case. */
  readonly onReport: (report: IndexReport) => void;
  /** Told of what went wrong; watching goes on. */
  readonly onError: (error: CollapError) => void;
  readonly onProgress?: (progress: IndexProgress) => void;
  readonly quietMilliseconds?: number;
}

/**
 * Indexes the paths, then again whenever something below them has changed: what is unchanged costs a `stat`. Resolves when the signal fires.
 *
 * @throws {@link CollapError} what the first run throws.
 */
export async function watchPaths(workspace: Workspace, paths: readonly string[], options: WatchOptions): Promise<void> {
  const { signal, onProgress, quietMilliseconds = QUIET_MS } = options;
  const changes = createChangeLog();
  // Watched before the first run: what changes meanwhile is not missed.
  const watched = paths.map((path) => resolve(path));
  const isPassedOver = (path: string) => /\/\.[^/]+$/.test(path) && !watched.includes(path); // as walking does
  const watcher = watch(watched, { ignoreInitial: true, ignored: isPassedOver });
  watcher.on('all', changes.note);
  watcher.on('error', (cause) => options.onError(watchError(cause)));
  try {
    let last = await indexPaths(workspace, paths, { signal, onProgress });
    options.onReport(last);
    while (await changes.settled(quietMilliseconds, signal)) {
      await indexPaths(workspace, paths, { signal, onProgress }).then(
        (report) => {
          if (isNews(report, last)) options.onReport(report);
          last = report;
        },
        (error) => signal.aborted || options.onError(asCollapError(error)),
      );
    }
  } finally {
    await watcher.close();
  }
}

function isNews(report: IndexReport, last: IndexReport): boolean {
  const { indexed, moved, removed } = report;
  return indexed + moved + removed > 0 || failuresOf(report) !== failuresOf(last);
}

function failuresOf({ failed }: IndexReport): string {
  return JSON.stringify(failed.map(({ path, code }) => [path, code]).sort());
}

interface ChangeLog {
  note(): void;
  /** Waits for a change, and then for quiet. @returns false when the signal fires. */
  settled(quietMilliseconds: number, signal: AbortSignal): Promise<boolean>;
}

function createChangeLog(): ChangeLog {
  let [oldestMs, newestMs] = [0, 0];
  const pollMs = 100;
  return {
    note() {
      newestMs = Date.now();
      oldestMs ||= newestMs;
    },
    async settled(quietMilliseconds, signal) {
      for (;;) {
        const now = Date.now();
        const isQuiet = now - newestMs >= quietMilliseconds || now - oldestMs >= LONGEST_WAIT_MS;
        if (oldestMs > 0 && isQuiet) {
          oldestMs = 0;
          return true;
        }
        const isOver = await sleep(pollMs, false, { signal }).catch(() => true); // the signal fired
        if (isOver) return false;
      }
    },
  };
}

function watchError(cause: unknown): CollapError {
  const { code } = cause as NodeJS.ErrnoException;
  const remedy =
    code === 'ENOSPC' || code === 'EMFILE'
      ? 'Let the system watch more files (on Linux: sysctl fs.inotify.max_user_watches), or run `collap index` from time to time.'
      : 'Check the folder; `collap index` brings the library up to date.';
  return new CollapError('E_PERMISSION', `A folder cannot be watched (${code ?? String(cause)}).`, remedy, { cause });
}
