/** The compiled program from outside: documents, exit codes, streams, signals. */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { finishCli, runCli, startCli } from './support/run-built-cli.js';
import { writeTone } from './support/write-tone.js';

const SONGS = 3;
const INTERRUPTED_SONGS = 24;
/** Starting the program many times, on a machine that may be busy. */
const SLOW_TEST_MS = 240_000;
jest.setTimeout(SLOW_TEST_MS);

let folder: string;
let music: string;
let library: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'collap-cli-'));
  music = join(folder, 'music');
  library = ['--library', join(folder, 'library'), '--json'];
  await mkdir(music);
  for (let i = 0; i < SONGS; i++)
    await writeTone(join(music, `tone ${i}.wav`), { seconds: 24 + i, hertz: 220 * (i + 1) });
  await writeFile(join(music, 'text.mp3'), 'this is not audio');
  await writeFile(join(music, 'empty.wav'), '');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const QUESTION = 'A calm piece that begins with one instrument. Later drums come in. It has no singing.';

describe('a library from its first song to its last', () => {
  test('nothing is there to search yet', async () => {
    const { code, json } = await runCli(['find', QUESTION, ...library]);
    expect(code).toBe(1);
    expect(json.error.code).toBe('E_EMPTY_LIBRARY');
  });

  test('indexing ends with 3 where files fail, and names them', async () => {
    const { code, json, stderr } = await runCli(['index', music, ...library]);
    expect(code).toBe(3);
    expect(json).toMatchObject({ indexed: SONGS, unchanged: 0, moved: 0, removed: 0 });
    expect(json.failed.map((file: { path: string }) => file.path).sort()).toEqual([
      join(music, 'empty.wav'),
      join(music, 'text.mp3'),
    ]);
    expect(stderr).toContain(`${SONGS + 2}/${SONGS + 2} songs`);
  });

  test('a second run touches nothing and lists the failures again', async () => {
    const { code, json } = await runCli(['index', music, ...library]);
    expect(code).toBe(3);
    expect(json).toMatchObject({ indexed: 0, unchanged: SONGS, failed: [{}, {}] });
  });

  test('status counts songs and failures', async () => {
    const { code, json } = await runCli(['status', ...library]);
    expect(code).toBe(0);
    expect(json).toMatchObject({
      tracks: SONGS,
      files: SONGS,
      failed: 2,
      device: 'cpu',
      model: { name: expect.any(String) },
    });
  });

  test('a description from the command line and from stdin finds the same', async () => {
    const given = await runCli(['find', QUESTION, '--limit', '2', ...library]);
    const piped = await runCli(['find', '-', '--limit', '2', ...library], QUESTION);
    expect(given.code).toBe(0);
    expect(given.json.results).toHaveLength(2);
    expect(given.json.results[0]).toMatchObject({ rank: 1, path: expect.stringContaining(music) });
    expect(piped.json.results).toEqual(given.json.results);
    const next = await runCli(['find', QUESTION, '--limit', '2', '--cursor', given.json.nextCursor, ...library]);
    expect(next.json.results.map((song: { rank: number }) => song.rank)).toEqual([3]);
  });

  test('for people: a table that names every sentence', async () => {
    const { code, stdout } = await runCli(['find', QUESTION, ...library.slice(0, 2)]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}1 {2}/);
    expect(stdout).toContain('Later drums come in.');
    expect(stdout).not.toContain('\u001b[');
  });

  test('a filter that nothing passes gives no results and a note', async () => {
    const { code, json } = await runCli(['find', QUESTION, '--duration', '0..1', ...library]);
    expect(code).toBe(0);
    expect(json.results).toEqual([]);
    expect(json.note).toEqual(expect.any(String));
  });

  test('an empty description is wrong usage', async () => {
    const { code, json } = await runCli(['find', '', ...library]);
    expect(code).toBe(2);
    expect(json.error.code).toBe('E_EMPTY_DESCRIPTION');
  });

  test('a reader that leaves ends the program quietly', async () => {
    const child = startCli(['find', QUESTION, ...library]);
    child.stdout?.destroy();
    const { code, stderr } = await finishCli(child);
    expect(code).toBe(0);
    expect(stderr).toBe('');
  });

  test('forgetting a file takes it out, forgetting it again is an error', async () => {
    const path = join(music, 'tone 0.wav');
    expect((await runCli(['forget', path, ...library])).json).toEqual({ removed: 1 });
    expect((await runCli(['status', ...library])).json.tracks).toBe(SONGS - 1);
    const again = await runCli(['forget', path, ...library]);
    expect(again.code).toBe(1);
    expect(again.json.error.code).toBe('E_NOT_FOUND');
  });
});

test('classify takes named label groups', async () => {
  const labels = ['--labels', 'mood=happy,sad', '--labels', 'slow,fast'];
  const { code, json } = await runCli(['classify', join(music, 'tone 1.wav'), ...labels, '--json']);
  expect(code).toBe(0);
  for (const group of ['mood', 'labels']) {
    const sum = json.groups[group].reduce(
      (total: number, { probability }: { probability: number }) => total + probability,
      0,
    );
    expect(sum).toBeCloseTo(1);
  }
});

test('embed takes a title, as align, classify and describe do', async () => {
  const path = join(music, 'tone 1.wav');
  const [named, given] = [await runCli(['embed', 'tone 1', ...library]), await runCli(['embed', path, ...library])];
  expect([named.code, named.json.trackId]).toEqual([0, given.json.trackId]);
  expect((await runCli(['embed', 'no such title', ...library])).json.error.code).toBe('E_NOT_FOUND');
});

test('embed gives clips of the size of the song vector', async () => {
  const { code, json } = await runCli(['embed', join(music, 'tone 1.wav'), '--json']);
  expect(code).toBe(0);
  expect(json.durationSeconds).toBeCloseTo(25, 1);
  expect(json.clips[0].startSeconds).toBe(0);
  for (const { vector } of json.clips) expect(vector).toHaveLength(json.song.length);
});

test('a folder that is not there is an error with a remedy', async () => {
  const { code, json } = await runCli(['index', join(folder, 'absent'), ...library]);
  expect(code).toBe(1);
  expect(json.error).toMatchObject({ code: 'E_NOT_FOUND', remedy: expect.any(String) });
});

test('doctor is content here, and not with a model that is not there', async () => {
  const good = await runCli(['doctor', ...library]);
  expect(good.json).toMatchObject({ ok: true });
  expect(good.code).toBe(0);
  const bad = await runCli(['doctor', '--model', join(folder, 'absent'), ...library]);
  expect(bad.code).toBe(1);
  expect(bad.json).toMatchObject({ ok: false, error: { code: 'E_MODEL', remedy: expect.any(String) } });
});

test('eval: missing audio is skipped and listed, exit 3', async () => {
  const manifest = join(folder, 'cases.jsonl');
  const cases = ['tone 1.wav', 'tone 2.wav', 'absent.wav'].map((audio, i) => ({
    id: `c${i}`,
    audio,
    text: `tone number ${i}`,
  }));
  await writeFile(manifest, cases.map((line) => JSON.stringify(line)).join('\n'));
  const { code, json } = await runCli(['eval', 'retrieval', '--manifest', manifest, '--audio-root', music, '--json']);
  expect(code).toBe(3);
  expect(json).toMatchObject({ task: 'retrieval', n: 2, skipped: [{ id: 'c2' }] });
});

test('Ctrl-C ends an index run with 130, and the next one goes on', async () => {
  const many = join(folder, 'many');
  const own = ['--library', join(folder, 'interrupted'), '--json'];
  await mkdir(many);
  for (let i = 0; i < INTERRUPTED_SONGS; i++)
    await writeTone(join(many, `${i}.wav`), { seconds: 15, hertz: 100 + 7 * i });
  const child = startCli(['index', many, ...own]);
  while (!existsSync(join(folder, 'interrupted', 'library.json'))) await sleep(5); // it is at work, and the model is still being loaded
  child.kill('SIGINT');
  const interrupted = await finishCli(child);
  expect(interrupted.code).toBe(130);
  expect(interrupted.json.error.code).toBe('E_CANCELLED');
  const { code, json } = await runCli(['index', many, ...own]);
  expect(code).toBe(0);
  expect(json.indexed + json.unchanged).toBe(INTERRUPTED_SONGS);
});

test('a second signal ends a run at once, whatever is at work', async () => {
  const stopped = join(folder, 'stopped');
  const child = startCli(['index', join(folder, 'many'), '--library', stopped]);
  while (!existsSync(join(stopped, 'library.json'))) await sleep(5);
  child.kill('SIGINT');
  child.kill('SIGTERM'); // two of one kind may arrive as one, and two of different kinds in either order
  expect(await once(child, 'exit')).toEqual([null, expect.stringMatching(/^SIG(INT|TERM)$/)]);
});

test('serve says where it listens, and stops at Ctrl-C', async () => {
  const absent = join(folder, 'absent');
  const child = startCli(['serve', '--port', '0', '--root', music, '--root', absent, ...library]);
  const [line] = await once(child.stdout as NodeJS.ReadableStream, 'data');
  const { url } = JSON.parse(String(line));
  expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ status: 'ok' });
  child.kill('SIGINT');
  const { code, stderr } = await finishCli(child);
  expect(code).toBe(0);
  expect(stderr).toContain(`collap: there is no folder ${absent}, `);
});
