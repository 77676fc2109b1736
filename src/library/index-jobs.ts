/** Indexing as jobs: started at once, followed by a handle, cancelled, and resumed by the next process when theirs ends. */
import { setTimeout as sleep } from 'node:timers/promises';
import { asCollapError, CollapError } from '../errors.js';
import {
  hasLivingOwner,
  type IndexJob,
  type IndexJobRecord,
  isFinished,
  isThisOwner,
  jobOf,
  NO_PROGRESS,
  newRecord,
  openIndexJobStore,
  storedJob,
  thisOwner,
} from './index-job-record.js';
import type { IndexProgress, IndexReport } from './index-paths.js';
import type { Workspace } from './workspace.js';

export type { IndexJob, IndexJobState } from './index-job-record.js';

/** How often a running job tells the disk that it lives, and looks whether another process asked it to stop. */
const HEARTBEAT_MS = 1_000;
/** How often a process looks at a job of another one that it waits for. */
const POLL_MS = HEARTBEAT_MS / 2;
/** How long a process waits to see that no other has taken up the same job. */
const SETTLE_MS = 150;
/** Finished jobs can be asked for during so many days. */
export const JOB_KEPT_DAYS = 7;

export type IndexRunner = (
  workspace: Workspace,
  paths: readonly string[],
  options: { signal: AbortSignal; onProgress: (progress: IndexProgress) => void },
) => Promise<IndexReport>;

interface WaitOptions {
  readonly milliseconds: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: IndexProgress) => void;
}

export interface IndexJobs {
  /** Records the job, then starts it; jobs of one process run one after the other. */
  start(paths: readonly string[]): Promise<IndexJob>;
  /** @throws {@link CollapError} `E_JOB` when no job has the handle. */
  status(handle: string): Promise<IndexJob>;
  /** The newest job that is running, else the newest that is not finished, else the newest. */
  latest(): Promise<IndexJob | null>;
  /**
   * Stops the job, also when another process runs it; what was indexed stays.
   *
   * @throws {@link CollapError} `E_JOB` when no job has the handle.
   */
  cancel(handle: string): Promise<IndexJob>;
  /**
   * Waits until the job ends or is interrupted, whichever process runs it, at most so long; `signal` ends the waiting, not the job.
   *
   * @throws {@link CollapError} `E_JOB` when no job has the handle, `E_CANCELLED` when the signal fires first.
   */
  wait(handle: string, options: WaitOptions): Promise<IndexJob>;
  /** Takes up every unfinished job whose process is gone, and forgets jobs that ended long ago. */
  resume(): Promise<IndexJob[]>;
  /** Stops the work and leaves unfinished jobs to be resumed. */
  close(): Promise<void>;
}

interface LiveJob {
  record: IndexJobRecord;
  readonly abort: AbortController;
  readonly listeners: Set<(progress: IndexProgress) => void>;
  ended: Promise<void>;
}

/** Loads the indexer when a job first runs: listing tools must not wait for it. */
const runLazily: IndexRunner = async (workspace, paths, options) =>
  (await import('./index-paths.js')).indexPaths(workspace, paths, { ...options, answers: true });

/** The jobs of one library in this process; `run` is replaced in tests. */
export function createIndexJobs(workspace: Workspace, run: IndexRunner = runLazily): IndexJobs {
  return new LibraryIndexJobs(workspace, run);
}

class LibraryIndexJobs implements IndexJobs {
  readonly #store;
  readonly #live = new Map<string, LiveJob>();
  #lastJob: Promise<void> = Promise.resolve();
  #closing = false;

  constructor(
    private readonly workspace: Workspace,
    private readonly run: IndexRunner,
  ) {
    this.#store = openIndexJobStore(workspace.libraryDir);
  }

  async start(paths: readonly string[]): Promise<IndexJob> {
    const record = newRecord(paths);
    await this.#store.write(record);
    return this.#launch(record);
  }

  async status(handle: string): Promise<IndexJob> {
    const live = this.#live.get(handle);
    if (live !== undefined) return jobOf(live.record);
    const record = await this.#store.read(handle);
    if (record === null) throw await this.#unknownJob(handle);
    return storedJob(record);
  }

  async latest(): Promise<IndexJob | null> {
    const jobs = (await this.#store.list()).map((record) => {
      const live = this.#live.get(record.handle);
      return live === undefined ? storedJob(record) : jobOf(live.record);
    });
    return jobs.find(({ state }) => state === 'running') ?? jobs.find((job) => !isFinished(job)) ?? jobs[0] ?? null;
  }

  async cancel(handle: string): Promise<IndexJob> {
    const live = this.#live.get(handle);
    if (live !== undefined) {
      live.abort.abort();
      await live.ended;
      return jobOf(live.record);
    }
    const record = await this.#store.read(handle);
    if (record === null) throw await this.#unknownJob(handle);
    if (isFinished(record) || this.#closing) return storedJob(record);
    if (hasLivingOwner(record)) {
      await this.#store.requestCancel(handle);
      await sleep(2 * HEARTBEAT_MS);
      return this.status(handle);
    }
    const cancelled: IndexJobRecord = {
      ...record,
      state: 'cancelled',
      finishedAt: new Date().toISOString(),
      secondsLeft: null,
      owner: null,
    };
    await this.#store.write(cancelled);
    return jobOf(cancelled);
  }

  async wait(handle: string, options: WaitOptions): Promise<IndexJob> {
    const live = this.#live.get(handle);
    if (options.milliseconds <= 0) return this.status(handle);
    return live === undefined ? this.#waitForOther(handle, options) : this.#waitForLive(live, options);
  }

  async #waitForLive(live: LiveJob, options: WaitOptions): Promise<IndexJob> {
    const timer = new AbortController();
    const listener = options.onProgress;
    if (listener !== undefined) live.listeners.add(listener);
    const signal = options.signal === undefined ? timer.signal : AbortSignal.any([timer.signal, options.signal]);
    try {
      await Promise.race([live.ended, sleep(options.milliseconds, undefined, { signal })]);
    } catch (cause) {
      throw waitingCancelled(live.record.handle, cause);
    } finally {
      timer.abort();
      if (listener !== undefined) live.listeners.delete(listener);
    }
    return jobOf(live.record);
  }

  /** Looks at the record that another process writes. */
  async #waitForOther(handle: string, { milliseconds, signal, onProgress }: WaitOptions): Promise<IndexJob> {
    const deadline = Date.now() + milliseconds;
    let job = await this.status(handle);
    while (['queued', 'running'].includes(job.state) && Date.now() < deadline) {
      await sleep(Math.min(POLL_MS, deadline - Date.now()), undefined, { signal }).catch((cause) => {
        throw waitingCancelled(handle, cause);
      });
      job = await this.status(handle);
      if (job.message !== null) onProgress?.({ ...job, message: job.message });
    }
    return job;
  }

  async resume(): Promise<IndexJob[]> {
    const resumed: IndexJob[] = [];
    for (const record of await this.#store.list()) {
      if (isFinished(record)) {
        if (Date.now() - Date.parse(record.updatedAt) > JOB_KEPT_DAYS * 86_400_000)
          await this.#store.remove(record.handle);
      } else if (!this.#live.has(record.handle) && !hasLivingOwner(record) && (await this.#claim(record))) {
        resumed.push(
          this.#launch({
            ...record,
            ...NO_PROGRESS,
            state: 'queued',
            owner: thisOwner(),
            updatedAt: new Date().toISOString(),
          }),
        );
      }
    }
    return resumed;
  }

  async close(): Promise<void> {
    this.#closing = true;
    const live = [...this.#live.values()];
    for (const job of live) job.abort.abort();
    await Promise.all(live.map((job) => job.ended));
  }

  /** Of several processes that find the same orphan, the one whose name stays on the record has it. */
  async #claim(record: IndexJobRecord): Promise<boolean> {
    await this.#store.write({ ...record, owner: thisOwner(), updatedAt: new Date().toISOString() });
    await sleep(SETTLE_MS);
    return isThisOwner((await this.#store.read(record.handle))?.owner ?? null);
  }

  #launch(record: IndexJobRecord): IndexJob {
    const live: LiveJob = {
      record,
      abort: new AbortController(),
      listeners: new Set(),
      ended: Promise.resolve(),
    };
    this.#live.set(record.handle, live);
    live.ended = this.#takeTurn(live, this.#lastJob);
    this.#lastJob = Promise.all([this.#lastJob, live.ended]).then(() => undefined);
    return jobOf(record);
  }

  /** Works once the jobs before have ended; one that is cancelled before ends at once. */
  async #takeTurn(live: LiveJob, jobsBefore: Promise<void>): Promise<void> {
    const heartbeat = setInterval(() => void this.#beat(live).catch(() => {}), HEARTBEAT_MS);
    const { signal } = live.abort;
    const cancelled = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    await Promise.race([jobsBefore, cancelled]);
    await this.#work(live);
    clearInterval(heartbeat);
    await this.#settle(live);
  }

  async #work(live: LiveJob): Promise<void> {
    try {
      live.abort.signal.throwIfAborted();
      live.record = { ...live.record, state: 'running' };
      const report = await this.run(this.workspace, live.record.paths, {
        signal: live.abort.signal,
        onProgress: (progress) => {
          live.record = { ...live.record, ...progress };
          for (const listener of live.listeners) listener(progress);
        },
      });
      live.record = { ...live.record, state: live.abort.signal.aborted ? 'cancelled' : 'done', report };
    } catch (error) {
      if (live.abort.signal.aborted) live.record = { ...live.record, state: 'cancelled' };
      else live.record = { ...live.record, state: 'failed', error: asCollapError(error).toJSON() };
    }
  }

  async #beat(live: LiveJob): Promise<void> {
    if (await this.#store.isCancelRequested(live.record.handle)) live.abort.abort();
    if (isFinished(live.record)) return;
    live.record = { ...live.record, updatedAt: new Date().toISOString() };
    await this.#store.write(live.record);
  }

  /** Writes how the job ended; a job stopped by closing goes back to the queue instead. */
  async #settle(live: LiveJob): Promise<void> {
    const now = new Date().toISOString();
    const interrupted = this.#closing && live.record.state === 'cancelled';
    const secondsLeft = live.record.state === 'done' ? live.record.secondsLeft : null; // nobody is at it any more
    const ended: IndexJobRecord = { ...live.record, secondsLeft, owner: null, updatedAt: now };
    live.record = interrupted ? { ...ended, state: 'queued' } : { ...ended, finishedAt: now };
    await this.#store.write(live.record).catch(() => {}); // a library that vanished must not take the process along
    this.#live.delete(live.record.handle);
  }

  async #unknownJob(handle: string): Promise<CollapError> {
    const known = (await this.#store.list()).slice(0, 5).map((record) => record.handle);
    const remedy =
      known.length > 0 ? `Use one of these handles: ${known.join(', ')}.` : 'Start a job with index_songs.';
    return new CollapError(
      'E_JOB',
      `No job has the handle ${handle}; finished jobs are kept for ${JOB_KEPT_DAYS} days.`,
      remedy,
    );
  }
}

function waitingCancelled(handle: string, cause: unknown): CollapError {
  return new CollapError(
    'E_CANCELLED',
    `Waiting for job ${handle} was cancelled.`,
    'Ask for its status by the handle.',
    { cause },
  );
}
