/** A running server whose library, disk or model breaks: a coded error with a remedy, and the server lives on. */
import { type ChildProcess, execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runCli, startCli } from '../cli/support/run-built-cli.js';
import { sineBytes, wavFile } from './support/plain-audio.mjs';

const dir = realpathSync(mkdtempSync(join(tmpdir(), 'collap-broken-')));
const music = join(dir, 'music');
const whole = join(dir, 'whole');
const children: ChildProcess[] = [];
const mounted: string[] = [];

beforeAll(async () => {
  mkdirSync(music);
  for (const n of [1, 2, 3]) writeFileSync(join(music, `${n}.wav`), wavFile(sineBytes(100 * n, 16_000, 2)));
  expect((await runCli(['index', music, '--library', whole, '--json'])).code).toBe(0);
}, 60_000);
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  for (const place of mounted) execFileSync('umount', ['-l', place]);
  rmSync(dir, { recursive: true, force: true });
});

/** Mounts a folder with a memory of so few megabytes. @returns whether this user may. */
function mountSmall(place: string, megabytes: number): boolean {
  mkdirSync(place);
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', place]);
  if (status === 0) mounted.push(place);
  return status === 0;
}

/** Only root may mount, and not in every container; told before the tests run, so that a test without its disk counts as skipped. */
const small = join(dir, 'small');
const readOnly = join(dir, 'read-only');
const hasDisks = mountSmall(small, 8) && mountSmall(readOnly, 16);
const withDisks = hasDisks ? test : test.skip;
const unlessMounted = hasDisks ? '' : ' (skipped: no small disk may be mounted)';

/** Serves a library, and posts to it. */
async function serve(
  library: string,
): Promise<(route: string, body: object) => Promise<{ error?: Record<string, string> }>> {
  const child = startCli(['serve', '--port', '0', '--json', '--library', library, '--root', music]);
  children.push(child);
  const line = await new Promise<string>((found) =>
    createInterface({ input: child.stdout as NonNullable<typeof child.stdout> }).once('line', found),
  );
  const { url } = JSON.parse(line);
  return async (route, body) => {
    const headers = { 'Content-Type': 'application/json' };
    const answer = await fetch(`${url}/api/v1/${route}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const document = await answer.json();
    expect((await fetch(`${url}/health`)).status).toBe(200); // it lives
    return document;
  };
}

function expectLibraryError(document: { error?: Record<string, string> }): void {
  expect(document.error).toMatchObject({ code: 'E_LIBRARY' });
  expect(document.error?.remedy?.length).toBeGreaterThan(20);
}

describe('a running server', () => {
  test('whose library is deleted says so, and answers again once it is back', async () => {
    const library = join(dir, 'deleted');
    cpSync(whole, library, { recursive: true });
    const post = await serve(library);
    expect(await post('find', { description: 'A low tone.' })).toHaveProperty('results');
    rmSync(library, { recursive: true });
    expectLibraryError(await post('find', { description: 'A high tone.' }));
    expectLibraryError(await post('status', {}));
    cpSync(whole, library, { recursive: true });
    expect(await post('find', { description: 'A low tone.' })).toHaveProperty('results');
  });

  test('whose table is damaged says so', async () => {
    const library = join(dir, 'damaged');
    cpSync(whole, library, { recursive: true });
    for (const file of readdirSync(join(library, 'tracks.lance', 'data'))) {
      const path = join(library, 'tracks.lance', 'data', file);
      truncateSync(path, Math.floor(statSync(path).size / 2));
    }
    expectLibraryError(await (await serve(library))('find', { description: 'A low tone.' }));
  });
});

describe('the command line', () => {
  test('does not call a library whole whose songs are gone', async () => {
    const library = join(dir, 'hollow');
    cpSync(whole, library, { recursive: true });
    const data = join(library, 'tracks.lance', 'data');
    for (const file of readdirSync(data)) rmSync(join(data, file));
    for (const args of [['status'], ['index', join(dir, 'music')]]) {
      const { code, json } = await runCli([...args, '--library', library, '--json']);
      expect([code, json.error?.code]).toEqual([1, 'E_LIBRARY']);
    }
  });

  withDisks(`on a full disk keeps what was acknowledged${unlessMounted}`, async () => {
    const library = join(small, 'library');
    cpSync(whole, library, { recursive: true });
    const fill = join(small, 'fill');
    execFileSync('sh', ['-c', `dd if=/dev/zero of=${fill} bs=1k 2>/dev/null || true`]);
    const more = join(dir, 'more');
    mkdirSync(more);
    for (const n of [4, 5]) writeFileSync(join(more, `${n}.wav`), wavFile(sineBytes(100 * n, 16_000, 2)));
    const full = await runCli(['index', more, '--library', library, '--json']);
    expect(full.code).toBe(1);
    expect(full.json.error).toMatchObject({ code: 'E_NO_SPACE', remedy: expect.stringMatching(/space/) });
    rmSync(fill);
    expect((await runCli(['status', '--library', library, '--json'])).json.tracks).toBe(3);
    expect((await runCli(['index', more, '--library', library, '--json'])).json.indexed).toBe(2);
  });

  withDisks(`searches a library that may only be read, and says why it cannot write${unlessMounted}`, async () => {
    const library = join(readOnly, 'library');
    cpSync(whole, library, { recursive: true });
    execFileSync('mount', ['-o', 'remount,ro', readOnly]);
    const asked = ['find', 'A low tone.', '--json', '--library'];
    const found = await runCli([...asked, library]);
    expect([found.code, found.json.results.length]).toEqual([0, 3]);
    expect(found.json.results).toEqual((await runCli([...asked, whole])).json.results);
    const more = join(dir, 'even-more');
    mkdirSync(more);
    writeFileSync(join(more, '6.wav'), wavFile(sineBytes(600, 16_000, 2)));
    const { code, json } = await runCli(['index', more, '--library', library, '--json']);
    expect([code, json.error?.code]).toEqual([1, 'E_LIBRARY']);
    expect(json.error.remedy).toMatch(/write/);
  });

  test('names a model file whose checksum is wrong', async () => {
    const model = join(dir, 'model');
    cpSync(resolve('test/fixtures/model-tiny'), model, { recursive: true });
    truncateSync(join(model, 'text-causal.onnx'), 100);
    const { code, json } = await runCli(['find', 'A tone.', '--library', whole, '--model', model, '--json']);
    expect([code, json.error.code]).toEqual([1, 'E_MODEL']);
    expect(json.error.message).toContain('text-causal.onnx');
  });
});
