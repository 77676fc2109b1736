/** WAV and AIFF: plain samples, unpacked by @audio/decode-wav and @audio/decode-aiff. */
import { decoder as createAiffDecoder } from '@audio/decode-aiff';
import { decoder as createWavDecoder } from '@audio/decode-wav';
import type { AiffHeader } from '../containers/aiff.js';
import type { WavHeader } from '../containers/wav.js';
import { asBlock, type DecodeTask, type PcmBlock } from './pcm.js';

const IMA4_PACKET_BYTES = 34;

function chunkOf(id: string, body: Uint8Array, writeSize: (head: Buffer) => void): Buffer {
  const head = Buffer.alloc(8);
  head.write(id, 'latin1');
  writeSize(head);
  return Buffer.concat([head, body]);
}

/** The smallest WAV head that says the same: no foreign chunks, no 4 GB limit, no size that lies. */
function canonicalWavHead({ formatChunk }: WavHeader): Buffer {
  const openEnd = 0xffff_ffff;
  const body = formatChunk.length % 2 === 0 ? formatChunk : Buffer.concat([formatChunk, Buffer.alloc(1)]);
  return Buffer.concat([
    chunkOf('RIFF', Buffer.from('WAVE'), (head) => head.writeUInt32LE(openEnd, 4)),
    chunkOf('fmt ', body, (head) => head.writeUInt32LE(body.length, 4)),
    chunkOf('data', Buffer.alloc(0), (head) => head.writeUInt32LE(openEnd, 4)),
  ]);
}

export async function* decodeWavBlocks({ file, header }: DecodeTask): AsyncGenerator<PcmBlock> {
  const decoder = createWavDecoder();
  try {
    decoder.decode(canonicalWavHead(header as WavHeader));
    for await (const chunk of file.stream(header.dataStart, header.dataEnd)) {
      const block = asBlock(decoder.decode(chunk));
      if (block) yield block;
    }
  } finally {
    decoder.free();
  }
}

/** The packets that are there: for those that are only claimed, the decoder would give silence. */
function ima4Packets({ dataStart, dataEnd, channels }: AiffHeader): number {
  return Math.floor((dataEnd - dataStart) / (IMA4_PACKET_BYTES * Math.max(1, channels ?? 1)));
}

/** The smallest AIFF head that says the same; odd sample sizes are stored in whole bytes, left-justified. */
function canonicalAiffHead(header: AiffHeader): Buffer {
  const common = Buffer.from(header.commonChunk.subarray(0, header.isCompressed ? 22 : 18));
  common.writeUInt16BE(Math.ceil(header.bitsPerSample / 8) * 8, 6);
  if (header.compression === 'ima4') common.writeUInt32BE(Math.min(common.readUInt32BE(2), ima4Packets(header)), 2);
  const soundBytes = 8 + header.dataEnd - header.dataStart;
  const form = Buffer.from(header.isCompressed ? 'AIFC' : 'AIFF');
  return Buffer.concat([
    chunkOf('FORM', form, (head) => head.writeUInt32BE(0x7fff_ffff, 4)),
    chunkOf('COMM', common, (head) => head.writeUInt32BE(common.length, 4)),
    chunkOf('SSND', Buffer.alloc(8), (head) => head.writeUInt32BE(Math.min(soundBytes, 0x7fff_ff00), 4)),
  ]);
}

/** AIFF's 8-bit samples are signed, @audio/decode-aiff 1.3.0 takes them for unsigned. */
function flipSigns(chunk: Uint8Array): Uint8Array {
  return chunk.map((byte) => byte ^ 0x80);
}

export async function* decodeAiffBlocks({ file, header }: DecodeTask): AsyncGenerator<PcmBlock> {
  const aiff = header as AiffHeader;
  const hasSignedBytes = aiff.bitsPerSample <= 8 && /^(none|twos|sowt)$/i.test(aiff.compression);
  const decoder = createAiffDecoder();
  try {
    decoder.decode(canonicalAiffHead(aiff));
    for await (const chunk of file.stream(aiff.dataStart, aiff.dataEnd)) {
      const block = asBlock(decoder.decode(hasSignedBytes ? flipSigns(chunk) : chunk));
      if (block) yield { ...block, sampleRateHz: Math.round(block.sampleRateHz) };
    }
    const rest = asBlock(decoder.flush());
    if (rest) yield { ...rest, sampleRateHz: Math.round(rest.sampleRateHz) };
  } finally {
    decoder.free();
  }
}
