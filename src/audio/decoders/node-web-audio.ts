/** node-web-audio-api: native, and the only decoder of AAC that is not ffmpeg. It needs libasound2 to load on Linux. */
import {
  AAC_CHANNELS,
  AAC_RATES_HZ,
  AAC_SAMPLES_PER_FRAME,
  type AacConfig,
  parseAdtsFrame,
  wrapInAdts,
} from '../containers/adts.js';
import type { Mp4Header } from '../containers/mp4.js';
import { DecoderMissing, type DecodeTask, type PcmBlock } from './pcm.js';

type NodeWebAudio = typeof import('node-web-audio-api');

/** AAC frames of one call, about 12 s: it decodes whole buffers only. */
const FRAMES_PER_CALL = 512;
/** Whole files are decoded only while their samples stay below this. */
const MAX_WHOLE_BYTES = 200 * 2 ** 20;
const MAX_AAC_FRAME_BYTES = 8192;
/** Frames mostly follow each other, so many are read at once. */
const WINDOW_BYTES = 128 * 1024;

/** @throws DecoderMissing with the loader's reason, such as a missing libasound.so.2. */
export async function loadNodeWebAudio(
  load: () => Promise<NodeWebAudio> = () => import('node-web-audio-api'),
): Promise<NodeWebAudio> {
  try {
    return await load();
  } catch (cause) {
    throw new DecoderMissing(
      `node-web-audio-api does not load: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
}

/** Decodes one buffer at its own rate, for its resampler is linear. */
async function decodeBuffer(library: NodeWebAudio, encoded: Uint8Array, sampleRateHz: number): Promise<PcmBlock> {
  const context = new library.OfflineAudioContext(1, 1, sampleRateHz);
  const bytes = new Uint8Array(encoded).buffer;
  const buffer = await context.decodeAudioData(bytes);
  const channels = Array.from({ length: buffer.numberOfChannels }, (_, channel) => buffer.getChannelData(channel));
  return { channels, sampleRateHz: buffer.sampleRate };
}

/** Decodes a whole file; only for formats that were seen to come out right. */
export async function* decodeWholeFile({ file, header }: DecodeTask): AsyncGenerator<PcmBlock> {
  const { sampleRateHz, channels, headerSeconds } = header;
  if (sampleRateHz === null || channels === null) throw new Error('rate or channels unknown');
  const seconds = headerSeconds ?? (file.size * 8) / 32_000; // as long as 32 kbit/s would make it
  const wholeBytes = seconds * sampleRateHz * channels * 4;
  if (wholeBytes > MAX_WHOLE_BYTES)
    throw new Error(`would hold ${Math.round(wholeBytes / 2 ** 20)} MB of samples at once`);
  const library = await loadNodeWebAudio();
  yield await decodeBuffer(library, await file.read(0, file.size), sampleRateHz);
}

/** Decodes raw AAC frames in runs. Each run begins one frame early, because a frame needs its predecessor; what that one gives is dropped. */
async function* decodeAacRuns(
  frames: AsyncIterable<Uint8Array>,
  config: AacConfig,
  startSamples: number,
): AsyncGenerator<PcmBlock> {
  const library = await loadNodeWebAudio();
  const rate = AAC_RATES_HZ[config.rateIndex] as number;
  let run: Uint8Array[] = [];
  let preroll = 0;
  let toDrop = startSamples;
  const decodeRun = async (): Promise<PcmBlock | null> => {
    const block = await decodeBuffer(library, wrapInAdts(run, config), rate);
    const begin = preroll * AAC_SAMPLES_PER_FRAME;
    const dropped = Math.min(toDrop, Math.max(0, (block.channels[0]?.length ?? 0) - begin));
    toDrop -= dropped;
    const channels = block.channels.map((channel) => channel.subarray(begin + dropped));
    return channels[0]?.length ? { ...block, channels } : null;
  };
  for await (const frame of frames) {
    run.push(frame);
    if (run.length < FRAMES_PER_CALL) continue;
    const block = await decodeRun();
    if (block) yield block;
    run = run.slice(-1);
    preroll = 1;
  }
  const block = run.length > preroll ? await decodeRun() : null;
  if (block) yield block;
}

async function* mp4Frames({ file, header }: DecodeTask): AsyncGenerator<Uint8Array> {
  const { samples } = header as Mp4Header;
  if (!samples) throw new Error('the tables of frames are missing');
  let window: Buffer = Buffer.alloc(0);
  let windowStart = 0;
  for (let i = 0; i < samples.count; i++) {
    const size = samples.sizes[i] as number;
    if (size === 0 || size > MAX_AAC_FRAME_BYTES - 7) throw new Error(`frame ${i} claims ${size} bytes`);
    const start = samples.offsets[i] as number;
    if (start < windowStart || start + size > windowStart + window.length) {
      window = await file.read(start, WINDOW_BYTES);
      windowStart = start;
    }
    if (window.length < size) return; // the file ends early
    yield window.subarray(start - windowStart, start - windowStart + size);
  }
}

/** MP4 with AAC, wherever its index stands: the frames are taken out by the index and given as a stream. */
export async function* decodeMp4Blocks(task: DecodeTask): AsyncGenerator<PcmBlock> {
  const { aac, startSamples } = task.header as Mp4Header;
  if (!aac) throw new Error(`${task.header.codec} in MP4 is left to ffmpeg`);
  yield* decodeAacRuns(mp4Frames(task), { ...aac, objectType: 2 }, startSamples);
}

async function* adtsFrames({ file, header }: DecodeTask): AsyncGenerator<Uint8Array> {
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of file.stream(header.dataStart, header.dataEnd)) {
    held = Buffer.concat([held, chunk]);
    let at = 0;
    while (at + 7 <= held.length) {
      const frame = parseAdtsFrame(held, at);
      if (frame && at + frame.bytes > held.length) break;
      const headerBytes = ((held[at + 1] as number) & 1) === 0 ? 9 : 7;
      if (frame) yield held.subarray(at + headerBytes, at + frame.bytes);
      at += frame ? frame.bytes : 1;
    }
    held = held.subarray(at);
  }
}

export async function* decodeAdtsBlocks(task: DecodeTask): AsyncGenerator<PcmBlock> {
  const { sampleRateHz, channels } = task.header;
  const rateIndex = AAC_RATES_HZ.indexOf(sampleRateHz ?? 0);
  const channelConfig = AAC_CHANNELS.indexOf(channels ?? 0);
  if (rateIndex < 0 || channelConfig < 1) throw new Error('channels or rate are not in the header');
  yield* decodeAacRuns(adtsFrames(task), { objectType: 2, rateIndex, channelConfig }, 0);
}
