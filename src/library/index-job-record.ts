/** Jobs on disk: one JSON file a job under `jobs/` in the library folder, written atomically, so that any process can follow one. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { ErrorDocument } from '../errors.js';
import { isAlive } from '../is-alive.js';
import type { IndexReport } from './index-paths.js';

/** `interrupted`: its process is gone, and no other has taken it up yet. */
export type IndexJobState = 'queued' | 'running' | 'interrupted' | 'done' | 'failed' | 'cancelled';

/** What callers see of a job. */
export interface IndexJob {
  readonly handle: string;
  readonly state: IndexJobState;
  readonly paths: readonly string[];
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly finishedAt: string | null;
  /** Files done so far, and to do as far as known. */
  readonly done: number;
  readonly total: number;
  /** What is at hand. */
  readonly message: string | null;
  readonly songsPerMinute: number | null;
  readonly secondsLeft: number | null;
  /** What was done, once the job is `done` (or `cancelled`, where the indexer still told). */
  readonly report: IndexReport | null;
  readonly error: ErrorDocument | null;
}

export interface IndexJobRecord extends IndexJob {
  readonly updatedAt: string;
  /** The process that works on it; null when nobody does. */
  readonly owner: JobOwner | null;
}

interface JobOwner {
  /** Of the process; records of earlier versions have none. */
  readonly id?: string;
  readonly pid: number;
  readonly host: string;
}

/** A record that was not refreshed for so long has no living owner: its process number has been given to another. */
const STALE_MS = 120_000;
const HANDLE = /^index-[0-9a-f]{12}$/;
const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Of this very process: after a restart in a container, a dead owner may have had the same process number. */
const OWN_ID = randomUUID();

export const thisOwner = (): JobOwner => ({ id: OWN_ID, pid: process.pid, host: hostname() });

export const isThisOwner = (owner: JobOwner | null): boolean => owner?.id === OWN_ID;

export const isFinished = (job: IndexJob): boolean => ['done', 'failed', 'cancelled'].includes(job.state);

/** Whether a process still works on the record: it was refreshed lately and, on this machine, its process lives. */
export function hasLivingOwner(record: IndexJobRecord): boolean {
  const { owner, updatedAt } = record;
  if (owner === null || Date.now() - Date.parse(updatedAt) > STALE_MS) return false;
  if (owner.host !== hostname()) return true;
  return owner.pid === process.pid ? isThisOwner(owner) : isAlive(owner.pid);
}

/** Of a job that nobody has begun, or that another process takes up: that one counts anew what is left to do. */
export const NO_PROGRESS = { done: 0, total: 0, message: null, songsPerMinute: null, secondsLeft: null } as const;

export function newRecord(paths: readonly string[]): IndexJobRecord {
  const now = new Date().toISOString();
  return {
    handle: `index-${randomBytes(6).toString('hex')}`,
    state: 'queued',
    paths: [...paths],
    startedAt: now,
    updatedAt: now,
    finishedAt: null,
    ...NO_PROGRESS,
    report: null,
    error: null,
    owner: thisOwner(),
  };
}

/** The record as callers see it. */
export function jobOf(record: IndexJobRecord): IndexJob {
  const { owner: _, updatedAt: __, ...job } = record;
  return job;
}

/** A record that another process left on disk, or still works on. */
export function storedJob(record: IndexJobRecord): IndexJob {
  if (isFinished(record) || hasLivingOwner(record)) return jobOf(record);
  return { ...jobOf(record), state: 'interrupted', secondsLeft: null };
}

export interface IndexJobStore {
  write(record: IndexJobRecord): Promise<void>;
  read(handle: string): Promise<IndexJobRecord | null>;
  /** All records, newest first; what cannot be read is left out. */
  list(): Promise<IndexJobRecord[]>;
  remove(handle: string): Promise<void>;
  /** Asks the owner, which may be another process, to stop. */
  requestCancel(handle: string): Promise<void>;
  isCancelRequested(handle: string): Promise<boolean>;
}

/** Keeps records in `libraryDir/jobs`. */
export function openIndexJobStore(libraryDir: string): IndexJobStore {
  const dir = join(libraryDir, 'jobs');
  const recordFile = (handle: string): string => join(dir, `${handle}.json`);
  const cancelFile = (handle: string): string => join(dir, `${handle}.cancel`);
  const readOrNull = (file: string): Promise<string | null> =>
    readFile(file, 'utf8').catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    });
  const read = async (handle: string): Promise<IndexJobRecord | null> => {
    if (!HANDLE.test(handle)) return null; // a handle never names another file
    const text = await readOrNull(recordFile(handle));
    return text === null ? null : (JSON.parse(text) as IndexJobRecord);
  };
  const write = async (record: IndexJobRecord): Promise<void> => {
    await mkdir(dir, { recursive: true });
    const temporary = `${recordFile(record.handle)}.${process.pid}.tmp`;
    await writeFile(temporary, JSON.stringify(record));
    await rename(temporary, recordFile(record.handle));
  };
  let lastWrite: Promise<void> = Promise.resolve();
  return {
    read,
    // one after the other: a heartbeat must not overtake the job's end
    write: (record) => {
      lastWrite = lastWrite.catch(() => {}).then(() => write(record));
      return lastWrite;
    },
    async list() {
      const names = await readdir(dir).catch((error: unknown) => {
        if (isMissing(error)) return [];
        throw error;
      });
      const handles = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
      const records = await Promise.all(handles.map((handle) => read(handle).catch(() => null)));
      return newestFirst(records.filter((record) => record !== null));
    },
    async remove(handle) {
      await rm(recordFile(handle), { force: true });
      await rm(cancelFile(handle), { force: true });
    },
    requestCancel: (handle) => writeFile(cancelFile(handle), ''),
    isCancelRequested: async (handle) => (await readOrNull(cancelFile(handle))) !== null,
  };
}

const newestFirst = (records: IndexJobRecord[]): IndexJobRecord[] =>
  records.sort((a, b) => b.startedAt.localeCompare(a.startedAt));
