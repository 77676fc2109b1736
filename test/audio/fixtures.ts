import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, test } from '@jest/globals';
import type { AudioInfo } from '../../src/audio/audio-info.js';
import type { DecoderPool } from '../../src/audio/decoder-pool.js';

export const fixture = (name: string): string => resolve('test/fixtures/audio', name);

/** One song of every compressed format whose container holds tags. */
export const TAGGED_SONGS = [
  'tone-440.mp3',
  'tone-500.flac',
  'tone-600.ogg',
  'tone-700.opus',
  'tone-750.oga',
  'tone-800.m4a',
];

/** An ID3v2.3 text frame. */
export function textFrame(id: string, text: string): Buffer {
  const head = Buffer.alloc(11);
  head.write(id, 'latin1');
  head.writeUInt32BE(text.length + 1, 4);
  return Buffer.concat([head, Buffer.from(text, 'latin1')]);
}

/** An ID3v2.3 tag. */
export function id3v23(frames: readonly Buffer[]): Buffer {
  const body = Buffer.concat(frames);
  const head = Buffer.from('ID3\x03\0\0\0\0\0\0', 'latin1');
  head.set([(body.length >> 14) & 127, (body.length >> 7) & 127, body.length & 127], 7);
  return Buffer.concat([head, body]);
}

/** A folder that goes away with the test file. */
export function temporaryFolder(): (name: string, bytes: Uint8Array | string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'collap-audio-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (name, bytes) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };
}

/** Interleaves channels as 16-bit integers. */
function interleave(
  channels: readonly Float32Array[],
  write: (bytes: Buffer, value: number, at: number) => void,
): Buffer {
  const [first = new Float32Array(0)] = channels;
  const bytes = Buffer.alloc(first.length * channels.length * 2);
  first.forEach((_, n) => {
    channels.forEach((channel, c) => {
      write(bytes, Math.round((channel[n] as number) * 32767), (n * channels.length + c) * 2);
    });
  });
  return bytes;
}

export interface WavOptions {
  readonly sampleRateHz: number;
  readonly channels?: number;
  /** What the header claims, where it is not the truth. */
  readonly claimedDataBytes?: number;
  readonly formatTag?: number;
  readonly bitsPerSample?: number;
}

/** A WAV file around bytes of samples. */
export function wavFile(
  data: Uint8Array,
  { sampleRateHz, channels = 1, claimedDataBytes, formatTag = 1, bitsPerSample = 16 }: WavOptions,
): Buffer {
  const head = Buffer.alloc(44);
  const blockBytes = (channels * bitsPerSample) / 8;
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(Math.min((claimedDataBytes ?? data.length) + 36, 0xffff_ffff), 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(formatTag, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(sampleRateHz, 24);
  head.writeUInt32LE((sampleRateHz * blockBytes) % 2 ** 32, 28);
  head.writeUInt16LE(blockBytes & 0xffff, 32);
  head.writeUInt16LE(bitsPerSample, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(claimedDataBytes ?? data.length, 40);
  return Buffer.concat([head, data]);
}

export const wavOf = (channels: readonly Float32Array[], sampleRateHz: number): Buffer =>
  wavFile(
    interleave(channels, (bytes, value, at) => bytes.writeInt16LE(value, at)),
    { sampleRateHz, channels: channels.length },
  );

/** An AIFF file of 16 bits. */
export function aiffOf(channels: readonly Float32Array[], sampleRateHz: number): Buffer {
  const data = interleave(channels, (bytes, value, at) => bytes.writeInt16BE(value, at));
  return aiffFile(data, sampleRateHz, channels.length, channels[0]?.length ?? 0, 16);
}

export function aiffFile(
  data: Uint8Array,
  sampleRateHz: number,
  channels: number,
  frames: number,
  bitsPerSample: number,
): Buffer {
  const head = Buffer.alloc(54);
  head.write('FORM', 0, 'latin1');
  head.writeUInt32BE(46 + data.length, 4);
  head.write('AIFFCOMM', 8, 'latin1');
  head.writeUInt32BE(18, 16);
  head.writeUInt16BE(channels, 20);
  head.writeUInt32BE(frames, 22);
  head.writeUInt16BE(bitsPerSample, 26);
  const exponent = Math.floor(Math.log2(sampleRateHz));
  head.writeUInt16BE(16383 + exponent, 28);
  head.writeUInt32BE(sampleRateHz * 2 ** (31 - exponent), 30);
  head.write('SSND', 38, 'latin1');
  head.writeUInt32BE(8 + data.length, 42);
  return Buffer.concat([head, data]);
}

/** Decodes all of a file. */
export async function decodeAll(
  pool: DecoderPool,
  path: string,
  sampleRateHz = 16_000,
): Promise<{ samples: Float32Array; info: AudioInfo }> {
  const { blocks, info } = pool.decode(path, { sampleRateHz });
  const parts: Float32Array[] = [];
  for await (const block of blocks) parts.push(block);
  const samples = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    samples.set(part, at);
    at += part.length;
  }
  return { samples, info: await info };
}

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;

export function ffmpeg(...args: readonly string[]): void {
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args]);
}

/** A test that needs ffmpeg on PATH; without it, it is skipped and says why. */
export function testWithFfmpeg(name: string, run: () => Promise<void> | void, timeout?: number): void {
  if (hasFfmpeg) test(name, run, timeout);
  else test.skip(`${name} (skipped: no ffmpeg on PATH)`, () => {});
}
