import type { AudioFile } from '../audio-file.js';
import type { HeaderFacts } from './header.js';

export interface Mp3Header extends HeaderFacts {
  readonly format: 'mp3';
  /** Bytes of the first frame when it holds a Xing, Info or VBRI table instead of audio, otherwise 0. */
  readonly infoFrameBytes: number;
  /** Samples that encoder and decoder put before the song, as far as LAME's table tells: our decoders drop them, others may not. */
  readonly startSamples: number;
  /** Samples of one frame, in one channel. */
  readonly frameSamples: number;
}

export interface MpegFrame {
  readonly layer: 1 | 2 | 3;
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly samples: number;
  readonly bytes: number;
  /** Bytes of side information behind the header of layer 3. */
  readonly sideBytes: number;
}

/** kbit/s by code 1..14. Source: ISO 11172-3 and 13818-3, table of bitrate_index. */
const BITRATES: Record<string, readonly number[]> = {
  'v1-1': [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  'v1-2': [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  'v1-3': [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  'v2-1': [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  'v2-2': [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};
const RATES_HZ = [44100, 48000, 32000];
/** How far behind the tags the first frame may stand: padding and broken tags come before it. */
const SEARCH_BYTES = 256 * 1024;
/** 8 kbit/s at 24 kHz. */
const MIN_FRAME_BYTES = 24;
/** Frames that must follow each other, so that no text or picture is taken for music. */
const FRAMES_IN_A_ROW = 3;

/** @returns null when no MPEG audio frame header stands at `at`. */
export function parseMpegFrame(bytes: Uint8Array, at: number): MpegFrame | null {
  const [first, second = 0, third = 0, fourth = 0] = bytes.subarray(at, at + 4);
  const version = (second >> 3) & 3; // 0: 2.5, 1: reserved, 2: 2, 3: 1
  const layer = 4 - ((second >> 1) & 3);
  const bitrateCode = third >> 4;
  const rate = RATES_HZ[(third >> 2) & 3];
  if (first !== 0xff || (second & 0xe0) !== 0xe0 || version === 1 || layer === 4 || rate === undefined) return null;
  if (bitrateCode === 0 || bitrateCode === 15 || (fourth & 3) === 2) return null;
  const isVersion1 = version === 3;
  const table = BITRATES[isVersion1 ? `v1-${layer}` : `v2-${Math.min(layer, 2)}`] as readonly number[];
  const bitsPerSecond = (table[bitrateCode - 1] as number) * 1000;
  const sampleRateHz = rate / (isVersion1 ? 1 : version === 2 ? 2 : 4);
  const padding = (third >> 1) & 1;
  const samples = layer === 1 ? 384 : layer === 3 && !isVersion1 ? 576 : 1152;
  const frameBytes =
    layer === 1
      ? (Math.floor((12 * bitsPerSecond) / sampleRateHz) + padding) * 4
      : Math.floor(((samples / 8) * bitsPerSecond) / sampleRateHz) + padding;
  const channels = fourth >> 6 === 3 ? 1 : 2;
  const sideBytes = isVersion1 ? (channels === 1 ? 17 : 32) : channels === 1 ? 9 : 17;
  return { layer: layer as 1 | 2 | 3, sampleRateHz, channels, samples, bytes: frameBytes, sideBytes };
}

function findFirstFrame(bytes: Buffer, isWholeFile: boolean): number {
  for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    let position = at;
    let count = 0;
    let first: MpegFrame | null = null;
    for (; count < FRAMES_IN_A_ROW; count++) {
      const frame = parseMpegFrame(bytes, position);
      if (!frame || (first && (frame.layer !== first.layer || frame.sampleRateHz !== first.sampleRateHz))) break;
      first ??= frame;
      position += frame.bytes;
    }
    if (count === FRAMES_IN_A_ROW || (count >= 1 && isWholeFile && position >= bytes.length)) return at;
  }
  return -1;
}

/** Every decoder of layer 3 is so late. Source: LAME, "LAME Tag rev 1", encoder delays. */
const DECODER_DELAY_SAMPLES = 529;

interface InfoTable {
  readonly frames: number | null;
  /** Samples that the encoder added at both ends, from LAME's part of the table. */
  readonly paddingSamples: number;
  /** Of those, what stands before the song, with the delay of decoders; 0 where LAME's part is missing. */
  readonly startSamples: number;
}

function readInfoTable(bytes: Buffer, frame: MpegFrame): InfoTable | null {
  const xing = 4 + frame.sideBytes;
  const name = bytes.toString('latin1', xing, xing + 4);
  if (bytes.toString('latin1', 36, 40) === 'VBRI' && bytes.length >= 54)
    return { frames: bytes.readUInt32BE(50), paddingSamples: 0, startSamples: 0 };
  if ((name !== 'Xing' && name !== 'Info') || bytes.length < xing + 12) return null;
  const flags = bytes.readUInt32BE(xing + 4);
  const lame = xing + 8 + (flags & 1 ? 4 : 0) + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0);
  const delays = bytes.length >= lame + 24 ? bytes.readUIntBE(lame + 21, 3) : 0;
  const encoderSamples = delays >> 12;
  return {
    frames: flags & 1 ? bytes.readUInt32BE(xing + 8) : null,
    paddingSamples: encoderSamples + (delays & 0xfff),
    startSamples: encoderSamples > 0 ? encoderSamples + DECODER_DELAY_SAMPLES : 0,
  };
}

/** Searches the tag-free span for MPEG audio, layers 1 to 3. @returns null when there is none. */
export async function readMp3Header(file: AudioFile, start: number, end: number): Promise<Mp3Header | null> {
  const head = await file.read(start, Math.min(SEARCH_BYTES, end - start));
  const at = findFirstFrame(head, head.length === end - start);
  const frame = at < 0 ? null : parseMpegFrame(head, at);
  if (!frame) return null;
  const table = readInfoTable(head.subarray(at, at + frame.bytes), frame);
  const frames = table?.frames ?? 0;
  const isPlausible = frames * MIN_FRAME_BYTES <= end - start; // also for a file of which most is missing
  const samples = isPlausible ? frames * frame.samples - (table?.paddingSamples ?? 0) : 0;
  return {
    format: 'mp3',
    codec: frame.layer === 3 ? 'mp3' : `mp${frame.layer}`,
    sampleRateHz: frame.sampleRateHz,
    channels: frame.channels,
    headerSeconds: samples > 0 ? samples / frame.sampleRateHz : null,
    cutShort: null,
    dataStart: start + at,
    dataEnd: end,
    infoFrameBytes: table ? frame.bytes : 0,
    startSamples: table?.startSamples ?? 0,
    frameSamples: frame.samples,
  };
}
