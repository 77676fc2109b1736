import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { CollapError } from '../../src/errors.js';
import { createIndexJobs, type IndexJobs, type IndexRunner } from '../../src/library/index-jobs.js';
import { fakeIndexer, fakeWorkspace } from '../support/fake-collap.mjs';

let libraryDir: string;
const opened: IndexJobs[] = [];
const log: string[] = [];
beforeEach(async () => {
  libraryDir = await mkdtemp(join(tmpdir(), 'collap-jobs-'));
  log.length = 0;
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((jobs) => jobs.close()));
  await rm(libraryDir, { recursive: true, force: true });
});

/** The jobs of one process over the test's library. */
function openJobs(run: IndexRunner = fakeIndexer(CollapError, (line) => void log.push(line))): IndexJobs {
  const jobs = createIndexJobs(fakeWorkspace({ libraryDir }), run);
  opened.push(jobs);
  return jobs;
}
const recordOf = (handle: string) => join(libraryDir, 'jobs', `${handle}.json`);
const readRecord = async (handle: string) => JSON.parse(await readFile(recordOf(handle), 'utf8'));

test('a job is on disk before it starts, tells its speed, and keeps its report', async () => {
  const jobs = openJobs();
  const { handle, state } = await jobs.start(['/music/a']);
  expect(state).toBe('queued');
  expect(await readRecord(handle)).toMatchObject({ state: 'queued', paths: ['/music/a'], owner: { pid: process.pid } });
  const told: number[] = [];
  const running = await jobs.wait(handle, { milliseconds: 300, onProgress: ({ done }) => void told.push(done) });
  expect(running).toMatchObject({
    state: 'running',
    total: 10,
    songsPerMinute: expect.any(Number),
    secondsLeft: expect.any(Number),
  });
  expect(running.songsPerMinute).toBeGreaterThan(100);
  const done = await jobs.wait(handle, { milliseconds: 10_000 });
  expect(done).toMatchObject({ state: 'done', done: 10, report: { indexed: 10 }, error: null });
  expect(told.length).toBeGreaterThan(1);
  expect(await openJobs().status(handle)).toEqual(done);
  expect(await readdir(join(libraryDir, 'jobs'))).toEqual([`${handle}.json`]);
});

test('jobs run one after the other, and the running one is shown, then the newest', async () => {
  const jobs = openJobs();
  const first = await jobs.start(['/music/1']);
  await sleep(5);
  const second = await jobs.start(['/music/2']);
  expect(await jobs.latest()).toMatchObject({ handle: first.handle, state: 'running' });
  await jobs.wait(second.handle, { milliseconds: 10_000 });
  expect(log).toEqual(['index started /music/1', 'index done', 'index started /music/2', 'index done']);
  expect((await jobs.status(first.handle)).state).toBe('done');
  expect(await jobs.latest()).toMatchObject({ handle: second.handle, state: 'done' });
});

test('a job that fails keeps code, message and remedy', async () => {
  const jobs = openJobs(async () => {
    throw new CollapError('E_NOTHING_FOUND', 'No audio there.', 'Give another folder.');
  });
  const { handle } = await jobs.start(['/music']);
  const failed = await jobs.wait(handle, { milliseconds: 5_000 });
  expect(failed).toMatchObject({
    state: 'failed',
    error: { code: 'E_NOTHING_FOUND', message: 'No audio there.', remedy: 'Give another folder.' },
  });
});

test('cancelling stops the work at once, and the next job has its turn', async () => {
  const jobs = openJobs();
  const first = await jobs.start(['/music/endless']);
  const second = await jobs.start(['/music/endless/2']);
  await sleep(150);
  expect(await jobs.cancel(first.handle)).toMatchObject({ state: 'cancelled' });
  await sleep(5);
  expect(log).toEqual(['index started /music/endless', 'index aborted', 'index started /music/endless/2']);
  expect(await jobs.cancel(second.handle)).toMatchObject({ state: 'cancelled', finishedAt: expect.any(String) });
  expect((await readRecord(first.handle)).state).toBe('cancelled');
});

test('a job that waits for its turn is cancelled while the one before works on, also from another process', async () => {
  const jobs = openJobs();
  const first = await jobs.start(['/music/endless']);
  const [second, third] = [await jobs.start(['/music/2']), await jobs.start(['/music/3'])];
  expect(await jobs.cancel(second.handle)).toMatchObject({ state: 'cancelled', finishedAt: expect.any(String) });
  expect((await readRecord(second.handle)).state).toBe('cancelled');
  const cancelled = await openJobs().cancel(third.handle);
  expect(cancelled).toMatchObject({ state: 'cancelled', done: 0 });
  expect((await jobs.status(first.handle)).state).toBe('running');
  const last = await jobs.start(['/music/4']);
  await sleep(150);
  expect((await jobs.status(last.handle)).state).toBe('queued'); // still one at a time
  expect(log).toEqual(['index started /music/endless']);
});

test('of a job that was cancelled no time is left', async () => {
  const jobs = openJobs();
  const { handle } = await jobs.start(['/music/endless']);
  expect((await jobs.wait(handle, { milliseconds: 300 })).secondsLeft).toEqual(expect.any(Number));
  expect(await jobs.cancel(handle)).toMatchObject({ state: 'cancelled', done: expect.any(Number), secondsLeft: null });
});

test('another process sees the job, and can stop it', async () => {
  const { handle } = await openJobs().start(['/music/endless']);
  await sleep(1_500); // one heartbeat
  const other = openJobs();
  expect(await other.status(handle)).toMatchObject({ state: 'running', done: expect.any(Number) });
  expect((await other.latest())?.handle).toBe(handle);
  expect(await other.resume()).toEqual([]); // its owner lives
  expect(await other.cancel(handle)).toMatchObject({ state: 'cancelled' });
  expect(log.at(-1)).toBe('index aborted');
});

test('a job whose process closed is interrupted, and the next process resumes it under the same handle', async () => {
  const first = openJobs();
  const { handle } = await first.start(['/music/endless']);
  await sleep(150);
  await first.close();
  const second = openJobs(fakeIndexer(CollapError, (line) => void log.push(`second: ${line}`)));
  expect(await second.status(handle)).toMatchObject({ state: 'interrupted', total: expect.any(Number) });
  const resumed = await second.resume();
  expect(resumed).toEqual([expect.objectContaining({ handle, done: 0, total: 0, message: null })]); // counted anew: others may have done the rest
  await sleep(100);
  expect((await second.status(handle)).state).toBe('running');
  expect(log).toContain('second: index started /music/endless');
});

test.each([
  ['with another number', { pid: 2 ** 22 + 1, host: hostname() }],
  ['in a container, with the number that this one has now', { id: 'another', pid: process.pid, host: hostname() }],
  ['by an earlier version, with the number that this one has now', { pid: process.pid, host: hostname() }],
])('a job whose process was killed is resumed by one process only: %s', async (_, owner) => {
  const { handle } = await openJobs().start(['/music/a']);
  await Promise.all(opened.splice(0).map((jobs) => jobs.wait(handle, { milliseconds: 5_000 })));
  const killed = {
    ...(await readRecord(handle)),
    state: 'running',
    finishedAt: null,
    report: null,
    owner,
  };
  await writeFile(recordOf(handle), JSON.stringify(killed));
  log.length = 0;
  const jobs = openJobs();
  expect((await jobs.status(handle)).state).toBe('interrupted');
  await jobs.resume();
  expect(await jobs.resume()).toEqual([]);
  expect(await jobs.wait(handle, { milliseconds: 5_000 })).toMatchObject({ state: 'done' });
  expect(log).toEqual(['index started /music/a', 'index done']);
});

test('waiting can be given up without ending the job', async () => {
  const jobs = openJobs();
  const { handle } = await jobs.start(['/music/a']);
  await expect(jobs.wait(handle, { milliseconds: 5_000, signal: AbortSignal.timeout(50) })).rejects.toMatchObject({
    code: 'E_CANCELLED',
  });
  expect(await jobs.wait(handle, { milliseconds: 5_000 })).toMatchObject({ state: 'done' });
});

test('another process can wait for the job, as long as it is told to', async () => {
  const { handle } = await openJobs().start(['/music/a']);
  const other = openJobs();
  const told: number[] = [];
  const done = await other.wait(handle, { milliseconds: 10_000, onProgress: ({ done }) => void told.push(done) });
  expect(done).toMatchObject({ state: 'done', report: { indexed: 10 } });
  expect(told.at(-1)).toBe(10);
  const endless = await openJobs().start(['/music/endless']);
  const before = Date.now();
  expect((await other.wait(endless.handle, { milliseconds: 700 })).state).toMatch(/queued|running/);
  expect(Date.now() - before).toBeGreaterThanOrEqual(690);
  const signal = AbortSignal.timeout(50);
  await expect(other.wait(endless.handle, { milliseconds: 9_000, signal })).rejects.toMatchObject({
    code: 'E_CANCELLED',
  });
});

test('unknown handles name the known ones, and never a file elsewhere', async () => {
  const jobs = openJobs();
  const { handle } = await jobs.start(['/music/a']);
  await writeFile(join(libraryDir, 'secret.json'), '{"handle":"x"}');
  for (const wrong of ['index-ffffffffffff', '../secret', '']) {
    await expect(jobs.status(wrong)).rejects.toMatchObject({ code: 'E_JOB', remedy: expect.stringContaining(handle) });
    await expect(jobs.cancel(wrong)).rejects.toMatchObject({ code: 'E_JOB' });
  }
});

test('finished jobs are forgotten after a week', async () => {
  const jobs = openJobs();
  const { handle } = await jobs.start(['/music/a']);
  await jobs.wait(handle, { milliseconds: 5_000 });
  await jobs.resume();
  expect((await jobs.status(handle)).state).toBe('done');
  await writeFile(
    recordOf(handle),
    JSON.stringify({ ...(await readRecord(handle)), updatedAt: '2020-01-01T00:00:00.000Z' }),
  );
  await utimes(recordOf(handle), 0, 0);
  await jobs.resume();
  await expect(jobs.status(handle)).rejects.toMatchObject({ code: 'E_JOB' });
});
