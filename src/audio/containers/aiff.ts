import type { AudioFile } from '../audio-file.js';
import type { HeaderFacts } from './header.js';
import { walkChunks } from './riff-chunks.js';

export interface AiffHeader extends HeaderFacts {
  readonly format: 'aiff';
  /** Body of the `COMM` chunk; at least 18 bytes, at least 22 in AIFF-C. */
  readonly commonChunk: Buffer;
  readonly isCompressed: boolean;
  /** Four letters of AIFF-C; `NONE` in AIFF. */
  readonly compression: string;
  readonly bitsPerSample: number;
}

const MAX_COMMON_BYTES = 300;

/** Reads Apple's 80-bit extended float, as far as sample rates need it. */
export function readExtendedFloat(bytes: Buffer, offset: number): number {
  const exponent = (bytes.readUInt16BE(offset) & 0x7fff) - 16383;
  return bytes.readUInt32BE(offset + 2) * 2 ** (exponent - 31);
}

/** @returns null when there is no usable `COMM` or no `SSND` chunk. */
export async function readAiffHeader(file: AudioFile, start = 0): Promise<AiffHeader | null> {
  const isCompressed = (await file.read(start + 8, 4)).toString('latin1') === 'AIFC';
  let common: Buffer | null = null;
  let sound: { start: number; end: number } | null = null;
  for await (const chunk of walkChunks(file, start, 'big')) {
    if (chunk.id === 'COMM') common = await file.read(chunk.start, Math.min(chunk.bytes, MAX_COMMON_BYTES));
    if (chunk.id === 'SSND') {
      const offset = (await file.read(chunk.start, 4)).readUInt32BE();
      sound = { start: chunk.start + 8 + offset, end: Math.min(file.size, chunk.start + chunk.bytes) };
    }
    if (common && sound) break;
  }
  if (!common || !sound || common.length < (isCompressed ? 22 : 18) || sound.start > sound.end) return null;
  return describeAiff(common, isCompressed, sound);
}

function describeAiff(common: Buffer, isCompressed: boolean, sound: { start: number; end: number }): AiffHeader {
  const sampleRateHz = Math.round(readExtendedFloat(common, 8));
  const compression = isCompressed ? common.toString('latin1', 18, 22) : 'NONE';
  const framesPerUnit = compression === 'ima4' ? 64 : 1;
  const frames = common.readUInt32BE(2) * framesPerUnit;
  return {
    format: 'aiff',
    codec: /^(none|twos|sowt|fl32|fl64)$/i.test(compression) ? 'pcm' : compression.trim().toLowerCase(),
    sampleRateHz,
    channels: common.readUInt16BE(0),
    headerSeconds: frames > 0 && sampleRateHz > 0 ? frames / sampleRateHz : null,
    cutShort: null,
    dataStart: sound.start,
    dataEnd: sound.end,
    commonChunk: common,
    isCompressed,
    compression,
    bitsPerSample: common.readUInt16BE(6),
  };
}
