/**
 * One writer at a time, across processes: a file that names its owner. Writers hold it for one batch; readers never wait.
 * A lock whose owner was killed is taken over, and the one who takes it over is told, because a batch may be half written.
 */
import { randomUUID } from 'node:crypto';
import { open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CollapError } from '../errors.js';
import { isAlive } from '../is-alive.js';

const LOCK_FILE = 'write.lock';
const POLL_MS = 20;
/** The owner touches its lock this often, */
const HEARTBEAT_MS = 5_000;
/** and one that was not touched for so long has no living owner, on whatever host. */
const STALE_MS = 60_000;
/** Between creating a lock and naming its owner; longer means that the owner was killed just there. */
const UNNAMED_MS = 2_000;
/** Taking a lock over takes milliseconds; longer means that the taker was killed. */
const TAKEOVER_MS = 10_000;
const PATIENCE_MS = 10 * 60_000;

/** Ids of the locks of this very process: after a restart in a container, a dead owner may have had the same process id. */
const held = new Set<string>();

interface LockOwner {
  readonly id: string;
  readonly pid: number;
  readonly host: string;
}

/**
 * Runs an action that no other process runs at the same time.
 *
 * @param action - told whether the previous owner was killed while it held the lock.
 * @throws {@link CollapError} `E_LIBRARY` when another process keeps the lock for ten minutes.
 */
export async function withWriteLock<T>(dir: string, action: (ownerWasKilled: boolean) => Promise<T>): Promise<T> {
  const path = join(dir, LOCK_FILE);
  const id = randomUUID();
  held.add(id);
  const ownerWasKilled = await acquire(path, id).catch((error) => {
    held.delete(id);
    throw error;
  });
  const heartbeat = setInterval(() => touch(path), HEARTBEAT_MS);
  heartbeat.unref();
  try {
    return await action(ownerWasKilled);
  } finally {
    clearInterval(heartbeat);
    await release(path, id).finally(() => held.delete(id)); // in this order: until it is gone, the lock is ours
  }
}

/** Leaves the lock of who took ours over while this machine was asleep. */
async function release(path: string, id: string): Promise<void> {
  if ((await readLock(path))?.includes(id)) await rm(path, { force: true });
}

async function acquire(path: string, id: string): Promise<boolean> {
  const deadline = Date.now() + PATIENCE_MS;
  let ownerWasKilled = false;
  while (!(await tryCreate(path, id))) {
    if ((await isStale(path)) && (await removeStale(path))) {
      ownerWasKilled = true;
    } else if (Date.now() > deadline) {
      throw new CollapError(
        'E_LIBRARY',
        `Another process has been writing for ten minutes (${path}).`,
        'End that process, then try again.',
      );
    } else {
      await sleep(POLL_MS * (0.5 + Math.random()));
    }
  }
  return ownerWasKilled;
}

async function tryCreate(path: string, id: string): Promise<boolean> {
  const owner: LockOwner = { id, pid: process.pid, host: hostname() };
  try {
    const file = await open(path, 'wx');
    await file.writeFile(JSON.stringify(owner)).finally(() => file.close());
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Whether the lock's owner was killed. An owner lets go by removing the lock before it forgets its id, so the lock is read twice. */
async function isStale(path: string): Promise<boolean> {
  const text = await readLock(path);
  return text !== null && (await isAbandoned(path, text)) && (await readLock(path)) === text;
}

async function isAbandoned(path: string, text: string): Promise<boolean> {
  const ageMs = await ageOf(path);
  if (!text.endsWith('}')) return ageMs > UNNAMED_MS;
  const owner = JSON.parse(text) as LockOwner;
  const isDead = owner.pid === process.pid ? !held.has(owner.id) : !isAlive(owner.pid);
  return ageMs > STALE_MS || (owner.host === hostname() && isDead);
}

/** Removes a lock that is still stale, one process at a time: so nobody can remove the lock of who took over just before. */
async function removeStale(path: string): Promise<boolean> {
  const turn = `${path}.takeover`;
  try {
    await (await open(turn, 'wx')).close();
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    if ((await ageOf(turn)) > TAKEOVER_MS) await rm(turn, { force: true });
    return false;
  }
  try {
    const isStill = await isStale(path);
    if (isStill) await rm(path, { force: true });
    return isStill;
  } finally {
    await rm(turn, { force: true });
  }
}

function readLock(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error) => (codeOf(error) === 'ENOENT' ? null : Promise.reject(error)));
}

/** Milliseconds since a file was touched; 0 for one that is gone. */
function ageOf(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    (error) => (codeOf(error) === 'ENOENT' ? 0 : Promise.reject(error)),
  );
}

function touch(path: string): void {
  const now = new Date();
  utimes(path, now, now).catch(() => undefined); // the library may be gone; the write itself reports that
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
