import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, expect, test } from '@jest/globals';
import { withWriteLock } from '../../src/library/write-lock.js';

const dir = mkdtempSync(join(tmpdir(), 'collap-lock-'));
const lock = join(dir, 'write.lock');
afterEach(() => rmSync(lock, { force: true }));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const owner = (pid: number, host = hostname()) => writeFileSync(lock, JSON.stringify({ pid, host }));

test('one at a time, and freed also by failures', async () => {
  let inside = 0;
  let most = 0;
  const enter = () =>
    withWriteLock(dir, async (ownerWasKilled) => {
      expect(ownerWasKilled).toBe(false);
      most = Math.max(most, ++inside);
      await sleep(5);
      inside--;
    });
  await Promise.all([enter(), enter(), enter(), enter()]);
  expect(most).toBe(1);
  await expect(withWriteLock(dir, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(existsSync(lock)).toBe(false);
});

test('a lock whose owner was killed is taken over, and that is told', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  owner(pid);
  expect(await withWriteLock(dir, async (ownerWasKilled) => ownerWasKilled)).toBe(true);
  owner(process.pid); // ours by number, but not taken by us: a container that was restarted
  expect(await withWriteLock(dir, async (ownerWasKilled) => ownerWasKilled)).toBe(true);
});

test('only one of many takes it over', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  owner(pid);
  const told = await Promise.all(
    Array.from({ length: 8 }, () => withWriteLock(dir, async (ownerWasKilled) => ownerWasKilled)),
  );
  expect(told.filter(Boolean)).toHaveLength(1);
});

test('a living owner is waited for, on this host and on others', async () => {
  for (const [pid, host] of [
    [process.ppid, hostname()],
    [1, 'another-host'],
  ] as const) {
    owner(pid, host);
    const entered = withWriteLock(dir, async () => Date.now());
    await sleep(150);
    const freedAt = Date.now();
    rmSync(lock);
    expect(await entered).toBeGreaterThanOrEqual(freedAt);
  }
});

test('a lock that nobody touched for a minute has no owner', async () => {
  owner(1, 'another-host');
  const before = Date.now() / 1000 - 61;
  utimesSync(lock, before, before);
  expect(await withWriteLock(dir, async (ownerWasKilled) => ownerWasKilled)).toBe(true);
});

test('a lock that was taken over meanwhile is not removed by who had it before', async () => {
  const taker = JSON.stringify({ id: 'of another', pid: process.ppid, host: hostname() });
  await withWriteLock(dir, async () => writeFileSync(lock, taker));
  expect(readFileSync(lock, 'utf8')).toBe(taker);
});
