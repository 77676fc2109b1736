import { execFileSync } from 'node:child_process';
import { chmodSync, closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { createDecoderPool, type DecoderPool, type DecoderPoolOptions } from '../../src/audio/decoder-pool.js';
import { decodeAll, fixture, temporaryFolder, wavFile, wavOf } from './fixtures.js';
import { makeTone } from './tone.js';

const pools: DecoderPool[] = [];
const poolWith = (options: DecoderPoolOptions): DecoderPool => {
  const pool = createDecoderPool(options);
  pools.push(pool);
  return pool;
};
const pool = poolWith({ processes: 1 });
const write = temporaryFolder();
afterAll(() => Promise.all(pools.map((each) => each.close())));

const second = makeTone(440, 16_000, 16_000);
const failureOf = async (path: string, from = pool) =>
  decodeAll(from, path).then(
    () => 'decoded',
    (error) => error,
  );
const whole = (name: string): Buffer => readFileSync(fixture(name));

/** Processes whose parent is this one, by their command line. */
function decoderProcesses(): number[] {
  const lines = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' }).split(
    '\n',
  );
  return lines.filter((line) => line.includes('decoder-process')).map((line) => Number.parseInt(line, 10));
}

test('what is no song gets a code, a message and a remedy', async () => {
  const folder = write('x', '').replace(/x$/, 'folder');
  mkdirSync(folder);
  for (const [path, code] of [
    [`${folder}/none.wav`, 'E_NOT_FOUND'],
    [folder, 'E_NOT_FOUND'],
    ['/dev/null', 'E_NOT_FOUND'],
    [write('empty.mp3', ''), 'E_EMPTY_FILE'],
    [write('text.mp3', 'This is a text about music.\n'.repeat(200)), 'E_NOT_AUDIO'],
    [write('zeros.mp3', Buffer.alloc(50_000)), 'E_NOT_AUDIO'],
    [write('short.wav', wavOf([second.subarray(0, 4000)], 16_000)), 'E_TOO_SHORT'],
    [write('none.wav', wavOf([second.subarray(0, 0)], 16_000)), 'E_DECODE'],
    [write('head.flac', whole('tone-500.flac').subarray(0, 30)), 'E_DECODE'],
    [write('no-index.m4a', whole('tone-800.m4a').subarray(0, 9000)), 'E_DECODE'],
  ] as const) {
    expect(await failureOf(path)).toMatchObject({
      name: 'CollapError',
      code,
      message: expect.stringMatching(/\S/),
      remedy: expect.stringMatching(/\S/),
    });
  }
});

(process.getuid?.() === 0 ? test.skip : test)(
  'a file without permission is E_PERMISSION (skipped for root, who may read all)',
  async () => {
    const path = write('secret.wav', wavOf([second], 16_000));
    chmodSync(path, 0);
    expect(await failureOf(path)).toMatchObject({ code: 'E_PERMISSION' });
  },
);

test('a format without a decoder names what to install', async () => {
  const withoutFfmpeg = poolWith({ processes: 1, decoders: ['wasm', 'node-web-audio-api'] });
  expect(await failureOf(fixture('tone-650.wma'), withoutFfmpeg)).toMatchObject({
    code: 'E_UNSUPPORTED',
    remedy: expect.stringContaining('ffmpeg'),
  });
});

test.each([
  ['1 Hz', { sampleRateHz: 1 }],
  ['255 channels', { sampleRateHz: 16_000, channels: 255 }],
  ['no channels', { sampleRateHz: 16_000, channels: 0 }],
  ['4 GHz', { sampleRateHz: 4_000_000_000 }],
])('a WAV that claims %s is refused before it is decoded', async (_, options) => {
  expect(await failureOf(write('hostile.wav', wavFile(Buffer.alloc(64_000, 7), options)))).toMatchObject({
    code: 'E_LIMIT',
  });
});

test('limits of a pool hold', async () => {
  const path = write('two.wav', wavOf([makeTone(440, 16_000, 32_000)], 16_000));
  for (const limits of [{ maxSeconds: 1 }, { maxBytes: 1000 }, { maxSampleRateHz: 8000 }]) {
    expect(await failureOf(path, poolWith({ processes: 1, limits }))).toMatchObject({ code: 'E_LIMIT' });
  }
  // Memory is looked at from time to time: two seconds may be decoded before the first look.
  const long = write('long.wav', wavOf([makeTone(440, 16_000, 16_000 * 900)], 16_000));
  const limits = { maxMemoryMegabytes: 10 };
  expect(await failureOf(long, poolWith({ processes: 1, limits }))).toMatchObject({ code: 'E_LIMIT' });
});

test('a WAV that claims 4 GB gives what it holds', async () => {
  const bytes = wavFile(Buffer.alloc(64_000, 7), { sampleRateHz: 16_000, claimedDataBytes: 0xffff_fff0 });
  const { info } = await decodeAll(pool, write('claim.wav', bytes));
  expect(info).toMatchObject({ durationSeconds: 2, warnings: [{ code: 'E_TRUNCATED' }] });
});

test('a FLAC that claims ten hours is refused before it is decoded', async () => {
  const bytes = Buffer.from(whole('tone-500.flac'));
  bytes.writeUInt32BE(36_000 * 22_050, 22); // total samples in STREAMINFO
  expect(await failureOf(write('hours.flac', bytes))).toMatchObject({ code: 'E_LIMIT' });
});

test('a size that is not known is no limit and no truncation', async () => {
  const { info } = await decodeAll(
    pool,
    write('stream.wav', wavFile(Buffer.alloc(64_000, 7), { sampleRateHz: 16_000, claimedDataBytes: 0xffff_ffff })),
  );
  expect(info).toMatchObject({ durationSeconds: 2, headerSeconds: null, warnings: [] });
});

test('cut files give what there is, with both lengths in the warning', async () => {
  const cuts: [string, Buffer][] = [
    ['cut.wav', wavFile(Buffer.alloc(32_000, 7), { sampleRateHz: 16_000, claimedDataBytes: 80_000 })],
    ['cut.mp3', whole('tone-440.mp3').subarray(0, 12_000)],
    ['cut.flac', whole('tone-500.flac').subarray(0, 16_000)],
    ['cut.ogg', whole('tone-600.ogg').subarray(0, 8000)],
    ['cut.opus', whole('tone-700.opus').subarray(0, 12_000)],
  ];
  for (const [name, bytes] of cuts) {
    const { info, samples } = await decodeAll(pool, write(name, bytes));
    expect(info.warnings).toHaveLength(1);
    expect(info.warnings[0]).toMatchObject({
      code: 'E_TRUNCATED',
      message: expect.stringContaining(`${info.durationSeconds.toFixed(1)} s`),
    });
    if (info.headerSeconds !== null) expect(info.warnings[0]?.message).toContain('2.5 s');
    expect(samples.length).toBeGreaterThan(8000);
  }
});

test('silence and impossible samples are warned of', async () => {
  const silent = await decodeAll(pool, write('silent.wav', wavOf([new Float32Array(16_000)], 16_000)));
  expect(silent.info.warnings).toEqual([{ code: 'E_SILENT', message: expect.stringContaining('silence only') }]);
  const opposite = second.map((value) => -value);
  const cancelled = await decodeAll(pool, write('opposite.wav', wavOf([second, opposite], 16_000)));
  expect(cancelled.info.warnings).toEqual([
    { code: 'E_SILENT', message: expect.stringContaining('cancel each other') },
  ]);
  const broken = Float32Array.from(second);
  broken.set([Number.NaN, Number.POSITIVE_INFINITY, 1e30], 100);
  const bytes = wavFile(new Uint8Array(broken.buffer), { sampleRateHz: 16_000, formatTag: 3, bitsPerSample: 32 });
  const { samples, info } = await decodeAll(pool, write('nan.wav', bytes));
  expect(info.warnings).toEqual([{ code: 'E_DECODE', message: expect.stringMatching(/^3 samples/) }]);
  expect(samples.subarray(100, 103)).toEqual(Float32Array.of(0, 0, 0));
});

test('a process that is killed costs its file only', async () => {
  const { blocks, info } = pool.decode(longWav(), { sampleRateHz: 16_000 });
  const reading = (async () => {
    for await (const _ of blocks) for (const pid of decoderProcesses()) process.kill(pid, 'SIGKILL');
  })();
  await expect(reading).rejects.toMatchObject({ code: 'E_CRASHED' });
  await expect(info).rejects.toMatchObject({ code: 'E_CRASHED' });
  expect((await decodeAll(pool, fixture('tone-440.mp3'))).info.durationSeconds).toBe(2.5);
});

test('a process that hangs is stopped and replaced', async () => {
  const impatient = poolWith({ processes: 1, limits: { maxStallSeconds: 5 } });
  const others = decoderProcesses();
  await decodeAll(impatient, fixture('tone-440.mp3'));
  const before = decoderProcesses().filter((pid) => !others.includes(pid));
  expect(before).toHaveLength(1);
  const { blocks } = impatient.decode(longWav(), { sampleRateHz: 16_000 });
  const reading = (async () => {
    for await (const _ of blocks) for (const pid of before) process.kill(pid, 'SIGSTOP');
  })();
  await expect(reading).rejects.toMatchObject({ code: 'E_TIMEOUT' });
  expect((await decodeAll(impatient, fixture('tone-440.mp3'))).info.durationSeconds).toBe(2.5);
  for (const pid of before) expect(decoderProcesses()).not.toContain(pid);
});

test('a program that closes its pool ends by itself, and so does one that forgets to', () => {
  for (const last of ['await pool.close(); console.log("closed");', 'console.log("closed");']) {
    const program = `
      const { createDecoderPool } = await import(${JSON.stringify(resolve('dist/audio/decoder-pool.js'))});
      const pool = createDecoderPool();
      for await (const _ of pool.decode(${JSON.stringify(fixture('tone-440.mp3'))}, { sampleRateHz: 16000 }).blocks);
      ${last}`;
    expect(execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })).toBe(
      'closed\n',
    );
  }
});

test('processes are kept for the next file', async () => {
  const own = poolWith({ processes: 1 });
  const others = decoderProcesses();
  await decodeAll(own, fixture('tone-440.mp3'));
  const first = decoderProcesses().filter((pid) => !others.includes(pid));
  await decodeAll(own, fixture('tone-500.flac'));
  expect(decoderProcesses().filter((pid) => !others.includes(pid))).toEqual(first);
  expect(first).toHaveLength(1);
});

test('processes that were prepared take the first files', async () => {
  const own = poolWith({ processes: 2 });
  const others = decoderProcesses();
  own.prepare();
  own.prepare();
  const prepared = decoderProcesses().filter((pid) => !others.includes(pid));
  expect(prepared).toHaveLength(2);
  await Promise.all([decodeAll(own, fixture('tone-440.mp3')), decodeAll(own, fixture('tone-500.flac'))]);
  expect(decoderProcesses().filter((pid) => !others.includes(pid))).toEqual(prepared);
});

test('cancelling, leaving early and closing end the work', async () => {
  const abort = new AbortController();
  const cancelled = (async () => {
    for await (const _ of pool.decode(longWav(), { sampleRateHz: 16_000, signal: abort.signal }).blocks) abort.abort();
  })();
  await expect(cancelled).rejects.toMatchObject({ code: 'E_CANCELLED' });
  const left = pool.decode(longWav(), { sampleRateHz: 16_000 });
  for await (const _ of left.blocks) break;
  await expect(left.info).rejects.toMatchObject({ code: 'E_CANCELLED' });
  const closing = poolWith({ processes: 1 });
  const closed = (async () => {
    for await (const _ of closing.decode(longWav(), { sampleRateHz: 16_000 }).blocks) await closing.close();
  })();
  await expect(closed).rejects.toMatchObject({ code: 'E_CANCELLED' });
  expect((await decodeAll(pool, fixture('tone-440.mp3'))).info.durationSeconds).toBe(2.5);
});

test('more files than processes wait for their turn', async () => {
  const names = ['tone-440.mp3', 'tone-500.flac', 'tone-600.ogg', 'tone-700.opus', 'tone-750.oga'];
  const all = await Promise.all(names.map((name) => decodeAll(pool, fixture(name))));
  expect(all.map(({ info }) => info.durationSeconds)).toEqual([2.5, 2.5, 2.5, 2.5, 2.5]);
});

test('two hours pass through in little memory, held back by a slow consumer', async () => {
  const path = longWav(2 * 3600);
  const before = process.memoryUsage().rss;
  const { blocks, info } = pool.decode(path, { sampleRateHz: 16_000 });
  let samples = 0;
  let peak = 0;
  for await (const block of blocks) {
    samples += block.length;
    peak = Math.max(peak, process.memoryUsage().rss - before);
  }
  expect(samples).toBe(2 * 3600 * 16_000);
  expect((await info).durationSeconds).toBe(7200);
  expect(peak / 2 ** 20).toBeLessThan(150); // as float32 it would be 440 MB
}, 300_000);

/** A WAV of 8 kHz, 8 bits, mostly a hole in the file system. */
function longWav(seconds = 1200): string {
  const path = write(
    `long-${seconds}.wav`,
    wavFile(Buffer.alloc(0), { sampleRateHz: 8000, bitsPerSample: 8, claimedDataBytes: seconds * 8000 }),
  );
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.of(1), 0, 1, 44 + seconds * 8000 - 1);
  closeSync(file);
  return path;
}
