import type { AudioFile } from '../audio-file.js';
import type { HeaderFacts } from './header.js';

export interface StreamInfo {
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly bitsPerSample: number;
  /** Samples per channel; 0 where the encoder did not know. */
  readonly totalSamples: number;
  /** md5 of the decoded audio; all zeros where the encoder did not compute it. */
  readonly md5: Buffer;
  /** Samples per channel of a frame, where all have the same. */
  readonly blockSamples: number;
}

export interface FlacHeader extends HeaderFacts, StreamInfo {
  readonly format: 'flac';
  readonly sampleRateHz: number;
  readonly channels: number;
}

/** Reads the 34 bytes of STREAMINFO. Source: RFC 9639, section 8.2. */
export function parseStreamInfo(body: Buffer): StreamInfo {
  return {
    sampleRateHz: body.readUIntBE(10, 3) >> 4,
    channels: (((body[12] as number) >> 1) & 7) + 1,
    bitsPerSample: ((((body[12] as number) & 1) << 4) | ((body[13] as number) >> 4)) + 1,
    totalSamples: ((body[13] as number) & 15) * 2 ** 32 + body.readUInt32BE(14),
    md5: body.subarray(18, 34),
    blockSamples: body.readUInt16BE(2),
  };
}

/** Far more than any file has: what goes on for longer was made to keep its reader busy. */
const MAX_METADATA_BLOCKS = 4096;

/** @param start - where `fLaC` stands; @param end - first byte behind the frames. */
export async function readFlacHeader(file: AudioFile, start: number, end: number): Promise<FlacHeader | null> {
  let info: StreamInfo | null = null;
  let position = start + 4;
  for (let isLast = false, blocks = 0; !isLast; blocks++) {
    if (blocks === MAX_METADATA_BLOCKS) return null;
    const head = await file.read(position, 4);
    if (head.length < 4) return null;
    isLast = ((head[0] as number) & 0x80) !== 0;
    if (((head[0] as number) & 0x7f) === 0) {
      const body = await file.read(position + 4, 34);
      if (body.length < 34) return null;
      info = parseStreamInfo(body);
    }
    position += 4 + head.readUIntBE(1, 3);
  }
  if (info === null) return null;
  const headerSeconds = info.totalSamples > 0 && info.sampleRateHz > 0 ? info.totalSamples / info.sampleRateHz : null;
  return {
    format: 'flac',
    codec: 'flac',
    cutShort: null,
    ...info,
    headerSeconds,
    dataStart: Math.min(position, end),
    dataEnd: end,
  };
}
