import type { AudioFile } from '../audio-file.js';
import type { HeaderFacts } from './header.js';
import { walkChunks } from './riff-chunks.js';

export interface WavHeader extends HeaderFacts {
  readonly format: 'wav';
  /** Body of the `fmt ` chunk, with the block size made consistent for PCM. */
  readonly formatChunk: Buffer;
}

const CODEC_NAMES: Record<number, string> = {
  1: 'pcm',
  2: 'adpcm-ms',
  3: 'pcm-float',
  6: 'alaw',
  7: 'mulaw',
  17: 'adpcm-ima',
};
const EXTENSIBLE = 0xfffe;
/** Longest `fmt ` chunk that is read: MS ADPCM with many coefficients stays far below. */
const MAX_FORMAT_BYTES = 1024;
/** RF64 puts this in 32-bit sizes, programs that stream put it, or 0, where they do not know the size. */
const UNKNOWN_SIZE = 0xffff_ffff;

function codecTag(fmt: Buffer): number {
  const tag = fmt.readUInt16LE(0);
  return tag === EXTENSIBLE && fmt.length >= 26 ? fmt.readUInt16LE(24) : tag;
}

/** Samples of no bits keep a decoder busy for ever. Codecs other than PCM may say 0. */
function hasSensibleBits(fmt: Buffer): boolean {
  const bits = fmt.readUInt16LE(14);
  return !/^pcm/.test(CODEC_NAMES[codecTag(fmt)] ?? '') || (bits >= 1 && bits <= 64);
}

/** PCM has one right block size; a wrong one in the header would shift every sample. */
function mendBlockSize(fmt: Buffer): Buffer {
  const codec = CODEC_NAMES[codecTag(fmt)] ?? '';
  if (/^(pcm|alaw|mulaw)/.test(codec))
    fmt.writeUInt16LE((fmt.readUInt16LE(2) * Math.ceil(fmt.readUInt16LE(14) / 8)) & 0xffff, 12);
  return fmt;
}

/** Plain samples have blocks of one frame, ADPCM has blocks that say how many they hold; what others average is asked. */
function bytesPerSecondOf(fmt: Buffer, codec: string): number {
  const [rateHz, average, blockBytes] = [fmt.readUInt32LE(4), fmt.readUInt32LE(8), fmt.readUInt16LE(12)];
  if (/^(pcm|alaw|mulaw)/.test(codec)) return rateHz * blockBytes;
  const blockFrames = codec.startsWith('adpcm') && fmt.length >= 20 ? fmt.readUInt16LE(18) : 0;
  return blockFrames > 0 && blockBytes > 0 ? (rateHz * blockBytes) / blockFrames : average;
}

/** How long so many bytes of samples last. @returns null where the header does not say. */
export function secondsOf(bytes: number, fmt: Buffer, codec: string): number | null {
  const bytesPerSecond = bytesPerSecondOf(fmt, codec);
  return bytesPerSecond > 0 ? bytes / bytesPerSecond : null;
}

/** @returns null when there is no `fmt ` or no `data` chunk. */
export async function readWavHeader(file: AudioFile, start = 0): Promise<WavHeader | null> {
  let fmt: Buffer | null = null;
  let longDataBytes: number | null = null;
  for await (const chunk of walkChunks(file, start, 'little')) {
    if (chunk.id === 'ds64')
      longDataBytes = Number((await file.read(chunk.start, 28)).subarray(8, 16).readBigUInt64LE());
    if (chunk.id === 'fmt ') fmt = await file.read(chunk.start, Math.min(chunk.bytes, MAX_FORMAT_BYTES));
    if (chunk.id !== 'data') continue;
    if (fmt === null || fmt.length < 16 || !hasSensibleBits(fmt)) return null;
    return describeWav(
      file,
      mendBlockSize(fmt),
      chunk.start,
      chunk.bytes === UNKNOWN_SIZE ? longDataBytes : chunk.bytes || null,
    );
  }
  return null;
}

function describeWav(file: AudioFile, fmt: Buffer, dataStart: number, claimedBytes: number | null): WavHeader {
  const tag = codecTag(fmt);
  const codec = CODEC_NAMES[tag] ?? `wave-${tag.toString(16)}`;
  return {
    format: 'wav',
    codec,
    sampleRateHz: fmt.readUInt32LE(4),
    channels: fmt.readUInt16LE(2),
    headerSeconds: claimedBytes === null ? null : secondsOf(claimedBytes, fmt, codec),
    cutShort: null,
    dataStart,
    dataEnd: Math.min(file.size, dataStart + (claimedBytes ?? file.size)),
    formatChunk: fmt,
  };
}
