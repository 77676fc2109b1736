import type { AudioFile } from '../audio-file.js';
import type { HeaderFacts } from './header.js';

export interface AdtsHeader extends HeaderFacts {
  readonly format: 'aac';
}

export interface AdtsFrame {
  readonly sampleRateHz: number;
  readonly channels: number;
  /** Length with its header. */
  readonly bytes: number;
}

/** What an ADTS header needs to know of raw AAC. */
export interface AacConfig {
  /** MPEG-4 audio object type: 2 is AAC-LC, 5 and 29 are HE-AAC. */
  readonly objectType: number;
  readonly rateIndex: number;
  readonly channelConfig: number;
}

export const AAC_SAMPLES_PER_FRAME = 1024;
/** By index. Source: ISO 14496-3, table 1.18. */
export const AAC_RATES_HZ = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350];
/** Channels by configuration 1..7. */
export const AAC_CHANNELS = [0, 1, 2, 3, 4, 5, 6, 8];
const HEADER_BYTES = 7;
const FRAMES_IN_A_ROW = 3;

/** @returns null when no ADTS frame stands at `at`. */
export function parseAdtsFrame(bytes: Uint8Array, at: number): AdtsFrame | null {
  if (at + HEADER_BYTES > bytes.length) return null;
  const [first, second = 0, third = 0, fourth = 0, fifth = 0, sixth = 0] = bytes.subarray(at, at + HEADER_BYTES);
  const sampleRateHz = AAC_RATES_HZ[(third >> 2) & 15];
  const channelConfig = ((third & 1) << 2) | (fourth >> 6);
  const frameBytes = ((fourth & 3) << 11) | (fifth << 3) | (sixth >> 5);
  if (first !== 0xff || (second & 0xf6) !== 0xf0 || sampleRateHz === undefined || frameBytes < HEADER_BYTES)
    return null;
  return { sampleRateHz, channels: AAC_CHANNELS[channelConfig] as number, bytes: frameBytes };
}

/** Writes the 7 bytes that stand before `payloadBytes` of raw AAC. */
export function writeAdtsHeader(target: Uint8Array, at: number, config: AacConfig, payloadBytes: number): void {
  const bytes = payloadBytes + HEADER_BYTES;
  const { objectType, rateIndex, channelConfig } = config;
  target.set(
    [
      0xff,
      0xf1,
      ((objectType - 1) << 6) | (rateIndex << 2) | (channelConfig >> 2),
      ((channelConfig & 3) << 6) | (bytes >> 11),
      (bytes >> 3) & 0xff,
      ((bytes & 7) << 5) | 0x1f,
      0xfc,
    ],
    at,
  );
}

/** Wraps raw AAC frames for a decoder that wants a stream it can start in. */
export function wrapInAdts(frames: readonly Uint8Array[], config: AacConfig): Uint8Array {
  const total = frames.reduce((sum, frame) => sum + frame.length + HEADER_BYTES, 0);
  const stream = new Uint8Array(total);
  let at = 0;
  for (const frame of frames) {
    writeAdtsHeader(stream, at, config, frame.length);
    stream.set(frame, at + HEADER_BYTES);
    at += frame.length + HEADER_BYTES;
  }
  return stream;
}

/** @returns null when the span does not begin with ADTS frames. */
export async function readAdtsHeader(file: AudioFile, start: number, end: number): Promise<AdtsHeader | null> {
  const head = await file.read(start, Math.min(end - start, FRAMES_IN_A_ROW * 8192));
  const first = parseAdtsFrame(head, 0);
  let position = 0;
  for (let count = 0; count < FRAMES_IN_A_ROW && position < head.length; count++) {
    const frame = parseAdtsFrame(head, position);
    if (!frame) return null;
    position += frame.bytes;
  }
  if (!first) return null;
  return {
    format: 'aac',
    codec: 'aac',
    sampleRateHz: first.sampleRateHz,
    channels: first.channels || null,
    headerSeconds: null,
    cutShort: null,
    dataStart: start,
    dataEnd: end,
  };
}
