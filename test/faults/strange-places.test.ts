/** Names and places that are no ordinary files, through the built program. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { finishCli, runCli, startCli } from '../cli/support/run-built-cli.js';
import { sineBytes, wavFile } from './support/plain-audio.mjs';

const dir = realpathSync(mkdtempSync(join(tmpdir(), 'collap-strange-')));
const music = join(dir, 'music');
const library = join(dir, 'library');
let socket: Server;
let frequency = 200;
/** A song like no other here. */
const song = () => wavFile(sineBytes(frequency++, 16_000, 1));

const NAMES = [
  'line\nbreak.wav',
  '🎹 keys.wav',
  'שלום עולם.wav',
  '‮gnp.wav',
  `${'x'.repeat(251)}.wav`,
  "it's; $(rm) `x`.wav",
];

beforeAll(async () => {
  mkdirSync(join(music, 'loop'), { recursive: true });
  for (const name of NAMES) writeFileSync(join(music, name), song());
  writeFileSync(
    Buffer.concat([Buffer.from(`${music}/bytes `), Buffer.from([0xff, 0xfe]), Buffer.from('.wav')]),
    song(),
  );
  symlinkSync(music, join(music, 'loop', 'again'));
  symlinkSync('circle-b.wav', join(music, 'circle-a.wav'));
  symlinkSync('circle-a.wav', join(music, 'circle-b.wav'));
  symlinkSync('/dev/zero', join(music, 'device.wav'));
  execFileSync('mkfifo', [join(music, 'pipe.wav')]);
  socket = createServer().listen(join(music, 'socket.wav'));
});
afterAll(() => {
  socket.close();
  rmSync(dir, { recursive: true, force: true });
});

test('strange names are songs; pipes, sockets, devices and circles are passed over with a reason', async () => {
  const { code, json } = await runCli(['index', music, '--library', library, '--json']);
  expect([code, json.indexed, json.failed]).toEqual([0, NAMES.length + 1, []]);
  const reasons = new Map(json.warnings.map((warning: { path: string; code: string }) => [warning.path, warning.code]));
  for (const name of ['pipe.wav', 'socket.wav', 'device.wav'])
    expect(reasons.get(join(music, name))).toBe('E_NOT_AUDIO');
  for (const name of ['circle-a.wav', 'circle-b.wav']) expect(reasons.get(join(music, name))).toBe('E_NOT_FOUND');
  const found = await runCli(['find', 'A tone.', '--library', library, '--limit', '50', '--json']);
  const paths = found.json.results.map(({ path }: { path: string }) => path);
  expect(found.code).toBe(0);
  for (const path of paths)
    expect([...NAMES.map((name) => join(music, name)), `${music}/bytes \\xff\\xfe.wav`]).toContain(path);
});

test('a file that vanishes while others are read is told, and the run goes on', async () => {
  const moving = join(dir, 'moving');
  mkdirSync(moving);
  const paths = Array.from({ length: 12 }, (_, n) => join(moving, `${String(n).padStart(2, '0')}.wav`));
  for (const path of paths) writeFileSync(path, song());
  const child = startCli(['index', moving, '--library', join(dir, 'moving-library'), '--json']);
  rmSync(paths[11] as string); // before it is found, or between finding and reading it
  const { code, json } = await finishCli(child);
  expect(json.indexed).toBeGreaterThanOrEqual(11);
  expect(json.failed.every((failure: { code: string }) => failure.code === 'E_NOT_FOUND')).toBe(true);
  expect([0, 3]).toContain(code);
});
