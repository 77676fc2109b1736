import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from '@jest/globals';
import { createDecoderPool } from '../../src/audio/decoder-pool.js';
import {
  aiffFile,
  aiffOf,
  decodeAll,
  ffmpeg,
  fixture,
  temporaryFolder,
  testWithFfmpeg,
  wavFile,
  wavOf,
} from './fixtures.js';
import { fitTone, makeTone, measureFrequency } from './tone.js';

const pool = createDecoderPool();
const native = createDecoderPool({ processes: 1, decoders: ['node-web-audio-api'] });
const foreign = createDecoderPool({ processes: 1, decoders: ['ffmpeg'] });
const write = temporaryFolder();
afterAll(() => Promise.all([pool.close(), native.close(), foreign.close()]));

const AAC_FRAME_SECONDS = 1024 / 22_050;

test.each([
  // file, Hz, file rate, channels, codec, decoder, tolerated seconds of codec delay
  ['tone-440.mp3', 440, 44_100, 2, 'mp3', 'wasm', 0],
  ['tone-500.flac', 500, 22_050, 1, 'flac', 'wasm', 0],
  ['tone-600.ogg', 600, 44_100, 2, 'vorbis', 'wasm', 0],
  ['tone-700.opus', 700, 48_000, 2, 'opus', 'wasm', 0],
  ['tone-750.oga', 750, 16_000, 1, 'flac', 'wasm', 0],
  ['tone-800.m4a', 800, 44_100, 1, 'aac', 'node-web-audio-api', AAC_FRAME_SECONDS],
  ['tone-900.aac', 900, 22_050, 2, 'aac', 'node-web-audio-api', 2 * AAC_FRAME_SECONDS],
])(
  '%s comes out at %i Hz, 2.5 s long',
  async (name, frequencyHz, sampleRateHz, channels, codec, decoder, delaySeconds) => {
    const { samples, info } = await decodeAll(pool, fixture(name));
    expect(info).toMatchObject({ sampleRateHz, channels, codec, decoder, warnings: [] });
    expect(Math.abs(info.durationSeconds - 2.5)).toBeLessThanOrEqual(delaySeconds + 1e-9);
    expect(samples).toHaveLength(Math.round(info.durationSeconds * 16_000));
    expect(measureFrequency(samples.subarray(4000, 36_000), 16_000)).toBeCloseTo(frequencyHz, 0);
  },
);

test('the native decoder is right where it is the second choice', async () => {
  const wav = write('native.wav', wavOf([makeTone(350, 32_000, 80_000)], 32_000));
  for (const [path, frequencyHz] of [
    [wav, 350],
    [fixture('tone-440.mp3'), 440],
    [fixture('tone-500.flac'), 500],
    [fixture('tone-600.ogg'), 600],
  ] as const) {
    const { samples, info } = await decodeAll(native, path);
    expect(info.decoder).toBe('node-web-audio-api');
    expect(Math.abs(info.durationSeconds - 2.5)).toBeLessThan(0.05);
    expect(measureFrequency(samples.subarray(4000, 36_000), 16_000)).toBeCloseTo(frequencyHz, 0);
  }
});

testWithFfmpeg('ffmpeg gives the same as the first choice, and reads what nothing else does', async () => {
  for (const [name, frequencyHz] of [
    ['tone-440.mp3', 440],
    ['tone-500.flac', 500],
    ['tone-600.ogg', 600],
    ['tone-700.opus', 700],
    ['tone-800.m4a', 800],
    ['tone-900.aac', 900],
    ['tone-650.wma', 650],
    ['tone-550-alac.m4a', 550],
  ] as const) {
    const { samples, info } = await decodeAll(foreign, fixture(name));
    expect(info.decoder).toBe('ffmpeg');
    expect(measureFrequency(samples.subarray(2000, samples.length - 2000), 16_000)).toBeCloseTo(frequencyHz, 0);
  }
});

testWithFfmpeg('an m4a whose index stands first decodes to the same samples', async () => {
  const first = write('first.m4a', '');
  ffmpeg('-i', fixture('tone-800.m4a'), '-c', 'copy', '-movflags', '+faststart', first);
  const [moved, original] = [await decodeAll(pool, first), await decodeAll(pool, fixture('tone-800.m4a'))];
  expect(moved.samples).toEqual(original.samples);
});

test('wav and aiff of 16 bits keep every sample', async () => {
  const channels = [makeTone(440, 16_000, 24_000), makeTone(440, 16_000, 24_000)];
  for (const path of [write('a.wav', wavOf(channels, 16_000)), write('a.aiff', aiffOf(channels, 16_000))]) {
    const { samples, info } = await decodeAll(pool, path);
    expect(info).toMatchObject({
      durationSeconds: 1.5,
      headerSeconds: 1.5,
      channels: 2,
      sampleRateHz: 16_000,
      codec: 'pcm',
      decoder: 'wasm',
    });
    expect(samples).toHaveLength(24_000);
    const errors = samples.map((sample, n) => Math.abs(sample - ((channels[0] as Float32Array)[n] as number)));
    expect(Math.max(...errors)).toBeLessThan(1 / 16_000);
  }
});

test('the mix is the mean of the channels', async () => {
  const up = makeTone(500, 16_000, 16_000);
  const opposite = up.map((sample) => -sample);
  const { samples } = await decodeAll(pool, write('opposite.wav', wavOf([up, opposite, up, up], 16_000)));
  expect(fitTone(samples, 500, 16_000).amplitude).toBeCloseTo(0.25, 3);
});

test('aiff of 8 bits is signed, wav of 8 bits is not', async () => {
  const tone = makeTone(300, 8000, 8000);
  const signed = Buffer.from(tone.map((sample) => Math.round(sample * 127)).map((value) => value & 0xff));
  const unsigned = Buffer.from(tone.map((sample) => Math.round(sample * 127) + 128));
  for (const path of [
    write('8.aiff', aiffFile(signed, 8000, 1, tone.length, 8)),
    write('8.wav', wavFile(unsigned, { sampleRateHz: 8000, bitsPerSample: 8 })),
  ]) {
    const { samples } = await decodeAll(pool, path, 8000);
    const { amplitude, snrDb } = fitTone(samples, 300, 8000);
    expect(amplitude).toBeCloseTo(0.5, 1);
    expect(snrDb).toBeGreaterThan(35);
  }
});

test('the bytes decide, not the name', async () => {
  const { info } = await decodeAll(pool, write('song.mp3', wavOf([makeTone(440, 16_000, 16_000)], 16_000)));
  expect(info.codec).toBe('pcm');
});

testWithFfmpeg('compressed WAV files tell their length', async () => {
  for (const codec of ['adpcm_ms', 'adpcm_ima_wav']) {
    const path = write(`${codec}.wav`, '');
    ffmpeg('-i', fixture('tone-500.flac'), '-c:a', codec, path);
    const { info } = await decodeAll(pool, path);
    expect([codec, info.warnings]).toEqual([codec, []]);
    expect(info.headerSeconds).toBeCloseTo(info.durationSeconds, 2);
    const { info: cut } = await decodeAll(pool, write(`cut-${codec}.wav`, mostOf(path)));
    expect(cut.warnings).toEqual([expect.objectContaining({ code: 'E_TRUNCATED' })]);
  }
});

testWithFfmpeg('a packed AIFF-C that is cut is as long as what is left of it', async () => {
  const path = write('ima4.aifc', '');
  ffmpeg('-i', fixture('tone-500.flac'), '-c:a', 'adpcm_ima_qt', '-f', 'aiff', path);
  expect((await decodeAll(pool, path)).info.warnings).toEqual([]);
  const { info } = await decodeAll(pool, write('cut-ima4.aifc', mostOf(path)));
  expect(info.durationSeconds).toBeCloseTo(0.7 * 2.5, 1);
  expect(info.warnings).toEqual([expect.objectContaining({ code: 'E_TRUNCATED' })]);
});

test.each([
  ['wav', wavOf],
  ['aiff', aiffOf],
] as const)('%s is heard behind an ID3 tag', async (name, make) => {
  const tag = Buffer.from('ID3\x04\0\0\0\0\0\x0a0123456789', 'latin1');
  const song = make([makeTone(440, 16_000, 16_000)], 16_000);
  const { info } = await decodeAll(pool, write(`behind.${name}`, Buffer.concat([tag, song])));
  expect(info).toMatchObject({ durationSeconds: 1, headerSeconds: 1, codec: 'pcm', warnings: [] });
});

testWithFfmpeg('Wave64 is left to ffmpeg', async () => {
  const path = write('tone.w64', '');
  ffmpeg('-i', fixture('tone-500.flac'), path);
  const { samples, info } = await decodeAll(pool, path);
  expect(info).toMatchObject({ decoder: 'ffmpeg', warnings: [] });
  expect(samples.length / 16_000).toBeCloseTo(2.5, 2);
  expect(measureFrequency(samples.subarray(4000, 36_000), 16_000)).toBeCloseTo(500, 0);
});

testWithFfmpeg('songs that only ffmpeg reads are whole, or told to be cut', async () => {
  for (const name of ['a.mka', 'a.wv', 'a.tta', 'a.au']) {
    const path = write(name, '');
    ffmpeg('-stream_loop', '3', '-i', fixture('tone-500.flac'), path);
    expect([name, (await decodeAll(pool, path)).info.warnings]).toEqual([name, []]);
    const { info } = await decodeAll(pool, write(`cut-${name}`, mostOf(path)));
    expect([name, info.warnings]).toEqual([name, [expect.objectContaining({ code: 'E_TRUNCATED' })]]);
    expect(info.warnings[0]?.message).not.toMatch(/\n|@ 0x/);
  }
});

function mostOf(path: string): Buffer {
  const bytes = readFileSync(path);
  return bytes.subarray(0, bytes.length * 0.7);
}
