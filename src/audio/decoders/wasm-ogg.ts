/**
 * Ogg Vorbis and Ogg Opus. The packages' own page reader loses about a second of a stream that comes in blocks (measured in
 * docs/decisions/0003-decoders.md), so packets are read here, and their packet decoders are used.
 */
import { identifyOggStream, type OggIdentification, OPUS_RATE_HZ } from '../containers/ogg.js';
import { type OggPage, PacketJoiner, readOggPages } from '../containers/ogg-pages.js';
import { asBlock, type DecodeTask, type PcmBlock } from './pcm.js';

interface DecodedPackets {
  readonly channelData: Float32Array[];
  readonly samplesDecoded: number;
  readonly sampleRate: number;
}

interface PacketDecoder {
  decode(packets: Uint8Array[]): DecodedPackets;
  free(): void;
}

/** What @wasm-audio-decoders/ogg-vorbis keeps inside; the exact version is pinned. */
interface VorbisInternals {
  sendSetupHeader(packet: Uint8Array): void;
  initDsp(): void;
  decodePackets(packets: Uint8Array[]): DecodedPackets;
}

async function createVorbisDecoder(headers: readonly Uint8Array[]): Promise<PacketDecoder> {
  const [identification, , setup] = headers as [Uint8Array, Uint8Array, Uint8Array];
  const { decoder: createDecoder } = await import('@audio/decode-vorbis');
  const decoder = await createDecoder();
  const inner = (decoder as unknown as { _decoder: VorbisInternals })._decoder;
  inner.sendSetupHeader(identification);
  inner.sendSetupHeader(setup);
  inner.initDsp();
  return { decode: (packets) => inner.decodePackets(packets), free: () => decoder.free() };
}

/** Source: RFC 7845, section 5.1. */
async function createOpusPacketDecoder(headers: readonly Uint8Array[]): Promise<PacketDecoder> {
  const head = Buffer.from(headers[0] as Uint8Array);
  const family = head[18] as number;
  if (family > 1 && family !== 255) throw new Error(`Opus channel mapping family ${family} is left to ffmpeg`);
  const channels = head[9] as number;
  const { createOpusDecoder } = await import('@audio/decode-opus/core');
  const decoder = await createOpusDecoder();
  decoder.configure({
    sampleRate: OPUS_RATE_HZ,
    channels,
    preSkip: head.readUInt16LE(10),
    outputGain: head.readInt16LE(16),
    ...(family > 0 && {
      streamCount: head[19] as number,
      coupledStreamCount: head[20] as number,
      channelMappingTable: head.subarray(21, 21 + channels),
    }),
  });
  return { decode: (packets) => decoder.decodeFrames(packets), free: () => decoder.free() };
}

/** One logical stream of the file: from a first page to a last one. */
class LogicalStream {
  private readonly joiner = new PacketJoiner();
  private readonly headers: Uint8Array[] = [];
  private decoder: PacketDecoder | null = null;
  private decodedSamples = 0;
  /** Position of the stream's first sample: not 0 where the file was cut out of a broadcast. */
  private origin: number | null = null;

  constructor(
    readonly serial: number,
    private readonly id: OggIdentification,
  ) {}

  async push(page: OggPage): Promise<PcmBlock | null> {
    const packets = this.joiner.push(page);
    const headerCount = this.id.format === 'vorbis' ? 3 : 2;
    while (this.headers.length < headerCount && packets.length > 0) this.headers.push(packets.shift() as Uint8Array);
    if (packets.length === 0) return null;
    this.decoder ??= await (this.id.format === 'vorbis' ? createVorbisDecoder : createOpusPacketDecoder)(this.headers);
    const decoded = this.decoder.decode(packets);
    return asBlock(this.trimEnd(decoded, page));
  }

  /** The last page says where the song ends; the last packet goes on behind it. */
  private trimEnd(decoded: DecodedPackets, page: OggPage): DecodedPackets {
    this.decodedSamples += decoded.samplesDecoded;
    if (page.granule === null) return decoded;
    const position = page.granule - this.id.preSkip;
    this.origin ??= page.isLast ? 0 : Math.max(0, position - this.decodedSamples);
    const excess = page.isLast ? this.decodedSamples - (position - this.origin) : 0;
    if (excess <= 0) return decoded;
    const kept = Math.max(0, decoded.samplesDecoded - excess);
    return { ...decoded, channelData: decoded.channelData.map((channel) => channel.subarray(0, kept)) };
  }

  free(): void {
    this.decoder?.free();
    this.decoder = null;
  }
}

/** Decodes the music of an Ogg file; streams that follow each other (chains) are joined. */
export async function* decodeOggBlocks({ file, header }: DecodeTask): AsyncGenerator<PcmBlock> {
  let stream: LogicalStream | null = null;
  try {
    for await (const page of readOggPages(file)) {
      const [packet] = page.isFirst ? new PacketJoiner().push(page) : [];
      const id = packet && identifyOggStream(packet);
      if (id?.format === header.format) {
        stream?.free();
        stream = new LogicalStream(page.serial, id);
      }
      const block = stream?.serial === page.serial ? await stream.push(page) : null;
      if (block) yield block;
    }
  } finally {
    stream?.free();
  }
}
