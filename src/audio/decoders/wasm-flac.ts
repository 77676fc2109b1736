/**
 * FLAC through libFLAC. The packages' own streaming loses frames where a block of the file ends (measured in
 * docs/decisions/0003-decoders.md), so frames are split here and given whole.
 */
import { FlacFrameSplitter } from '../containers/flac-frames.js';
import type { OggHeader } from '../containers/ogg.js';
import { countHeaderPackets, identifyOggStream } from '../containers/ogg.js';
import { PacketJoiner, readOggPages } from '../containers/ogg-pages.js';
import { asBlock, type DecodeTask, type PcmBlock } from './pcm.js';

interface FlacFrameDecoder {
  decodeFrames(frames: readonly Uint8Array[]): Promise<{ channelData: Float32Array[]; sampleRate: number }>;
  free(): void;
}

async function createFrameDecoder(): Promise<FlacFrameDecoder> {
  const { decoder } = await import('@audio/decode-flac');
  return (await decoder()) as unknown as FlacFrameDecoder; // inherited from @wasm-audio-decoders/flac, left out of the types
}

async function* splitFrames({ file, header }: DecodeTask): AsyncGenerator<readonly Uint8Array[]> {
  const splitter = new FlacFrameSplitter();
  for await (const chunk of file.stream(header.dataStart, header.dataEnd)) yield splitter.push(chunk);
  yield splitter.flush();
}

/** In Ogg every packet behind the headers is a frame. */
async function* oggFrames({ file, header }: DecodeTask): AsyncGenerator<readonly Uint8Array[]> {
  const joiner = new PacketJoiner();
  let headersLeft: number | null = null;
  for await (const page of readOggPages(file)) {
    if (page.serial !== (header as OggHeader).serial) continue;
    const packets = joiner.push(page);
    const [first] = packets;
    const id = headersLeft === null && first ? identifyOggStream(first) : null;
    if (id && first) headersLeft = countHeaderPackets(id, first);
    const headers = Math.min(headersLeft ?? 0, packets.length);
    headersLeft = (headersLeft ?? 0) - headers;
    yield packets.slice(headers);
  }
}

/** Frames decoded at once: a frame of silence is a dozen bytes, so that one read of the file may hold hours of it. */
const FRAMES_PER_CALL = 16;

async function* decodeFrames(frames: AsyncIterable<readonly Uint8Array[]>): AsyncGenerator<PcmBlock> {
  const decoder = await createFrameDecoder();
  try {
    for await (const some of frames) {
      for (let at = 0; at < some.length; at += FRAMES_PER_CALL) {
        const block = asBlock(await decoder.decodeFrames(some.slice(at, at + FRAMES_PER_CALL)));
        if (block) yield block;
      }
    }
  } finally {
    decoder.free();
  }
}

export const decodeFlacBlocks = (task: DecodeTask): AsyncGenerator<PcmBlock> => decodeFrames(splitFrames(task));
export const decodeOggFlacBlocks = (task: DecodeTask): AsyncGenerator<PcmBlock> => decodeFrames(oggFrames(task));
