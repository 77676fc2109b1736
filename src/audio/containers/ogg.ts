import type { AudioFile } from '../audio-file.js';
import { parseStreamInfo } from './flac.js';
import type { HeaderFacts } from './header.js';
import { type OggPage, PacketJoiner, readLastPage, readOggPages } from './ogg-pages.js';

export interface OggHeader extends HeaderFacts {
  readonly format: 'vorbis' | 'opus' | 'ogg-flac';
  readonly serial: number;
}

/** Opus counts its positions at this rate, whatever was recorded. */
export const OPUS_RATE_HZ = 48_000;

export interface OggIdentification {
  readonly format: 'vorbis' | 'opus' | 'ogg-flac';
  readonly sampleRateHz: number;
  readonly channels: number;
  /** Samples to drop at the start (Opus). */
  readonly preSkip: number;
}

/** Reads the first packet of a logical stream. @returns null when it is not Vorbis, Opus or FLAC. */
export function identifyOggStream(packet: Uint8Array): OggIdentification | null {
  const bytes = Buffer.from(packet.buffer, packet.byteOffset, packet.byteLength);
  if (bytes.length >= 30 && bytes.toString('latin1', 0, 7) === '\x01vorbis') {
    return { format: 'vorbis', channels: bytes[11] as number, sampleRateHz: bytes.readUInt32LE(12), preSkip: 0 };
  }
  if (bytes.length >= 19 && bytes.toString('latin1', 0, 8) === 'OpusHead') {
    return {
      format: 'opus',
      channels: bytes[9] as number,
      sampleRateHz: OPUS_RATE_HZ,
      preSkip: bytes.readUInt16LE(10),
    };
  }
  if (bytes.length >= 51 && bytes.toString('latin1', 0, 5) === '\x7fFLAC') {
    const info = parseStreamInfo(bytes.subarray(17));
    return { format: 'ogg-flac', channels: info.channels, sampleRateHz: info.sampleRateHz, preSkip: 0 };
  }
  return null;
}

/** Packets before the first audio packet; FLAC says it in its first packet, 0 meaning unknown. */
export function countHeaderPackets(id: OggIdentification, firstPacket: Uint8Array): number {
  if (id.format === 'ogg-flac') return 1 + Math.max(1, ((firstPacket[7] as number) << 8) | (firstPacket[8] as number));
  return id.format === 'vorbis' ? 3 : 2;
}

async function findAudioStream(file: AudioFile): Promise<{ page: OggPage; id: OggIdentification } | null> {
  for await (const page of readOggPages(file)) {
    if (!page.isFirst) return null; // all streams begin before the first goes on
    const [packet] = new PacketJoiner().push(page);
    const id = packet ? identifyOggStream(packet) : null;
    if (id) return { page, id };
  }
  return null;
}

/** @returns null when no stream of the file is Vorbis, Opus or FLAC. */
export async function readOggHeader(file: AudioFile): Promise<OggHeader | null> {
  const found = await findAudioStream(file);
  if (!found) return null;
  const { page, id } = found;
  const last = await readLastPage(file, page.serial);
  const samples = (last.page?.granule ?? 0) - id.preSkip;
  const isComplete = last.page?.isLast === true;
  return {
    format: id.format,
    codec: id.format === 'ogg-flac' ? 'flac' : id.format,
    sampleRateHz: id.sampleRateHz,
    channels: id.channels,
    headerSeconds: isComplete && samples > 0 && id.sampleRateHz > 0 ? samples / id.sampleRateHz : null,
    cutShort:
      last.page === null || isComplete ? null : last.endsCleanly ? 'its end mark is missing' : 'it ends within a page',
    dataStart: 0,
    dataEnd: file.size,
    serial: page.serial,
  };
}
