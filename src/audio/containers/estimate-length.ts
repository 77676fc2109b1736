/** How long a song is by the bytes that are there, for formats whose headers need not say it. A guess that serves to refuse absurd files. */
import type { AudioFile } from '../audio-file.js';
import { AAC_SAMPLES_PER_FRAME, parseAdtsFrame } from './adts.js';
import type { AiffHeader } from './aiff.js';
import type { FlacHeader } from './flac.js';
import { codedNumber, isFrameHeader, LONGEST_HEADER_BYTES } from './flac-frames.js';
import { parseMpegFrame } from './mpeg-audio.js';
import type { AudioHeader } from './read-header.js';
import { secondsOf, type WavHeader } from './wav.js';

/** Windows of a stream of frames in which their length is looked at, spread over the file. */
const WINDOWS = 8;
const WINDOW_BYTES = 16 * 1024;
/** In so many bytes before the end, the last FLAC frame is searched for. */
const FLAC_TAIL_BYTES = 256 * 1024;

/** @returns seconds; null where nothing can be told. */
export async function estimateSeconds(file: AudioFile, header: AudioHeader): Promise<number | null> {
  switch (header.format) {
    case 'wav':
      return secondsOf(bytesOf(header), (header as WavHeader).formatChunk, header.codec);
    case 'aiff':
      return aiffSeconds(header);
    case 'flac':
      return header.headerSeconds ?? flacSeconds(file, header);
    case 'mp3':
      return header.headerSeconds ?? sampleFrames(file, header, mp3Frame);
    case 'aac':
      return sampleFrames(file, header, adtsFrame);
    default:
      return header.headerSeconds;
  }
}

const bytesOf = ({ dataStart, dataEnd }: AudioHeader): number => Math.max(0, dataEnd - dataStart);

function aiffSeconds(header: AiffHeader): number | null {
  const { sampleRateHz, channels, bitsPerSample, codec } = header;
  const bytesPerSecond = (sampleRateHz ?? 0) * (channels ?? 0) * Math.ceil(bitsPerSample / 8);
  return codec === 'pcm' && bytesPerSecond > 0 ? bytesOf(header) / bytesPerSecond : null;
}

interface FrameLength {
  readonly bytes: number;
  readonly seconds: number;
}

function mp3Frame(bytes: Uint8Array, at: number): FrameLength | null {
  const frame = parseMpegFrame(bytes, at);
  return frame && { bytes: frame.bytes, seconds: frame.samples / frame.sampleRateHz };
}

function adtsFrame(bytes: Uint8Array, at: number): FrameLength | null {
  const frame = parseAdtsFrame(bytes, at);
  return frame && { bytes: frame.bytes, seconds: AAC_SAMPLES_PER_FRAME / frame.sampleRateHz };
}

/** Takes the frames in a few windows for those between; a byte outside frames counts as no time. */
async function sampleFrames(
  file: AudioFile,
  header: AudioHeader,
  frameAt: (bytes: Uint8Array, at: number) => FrameLength | null,
): Promise<number | null> {
  let [seconds, looked] = [0, 0];
  const step = Math.max(WINDOW_BYTES, bytesOf(header) / WINDOWS);
  for (let start = header.dataStart; start < header.dataEnd; start += step) {
    const window = await file.read(Math.floor(start), Math.min(WINDOW_BYTES, header.dataEnd - Math.floor(start)));
    for (let at = 0; at < window.length; ) {
      const frame = window[at] === 0xff ? frameAt(window, at) : null;
      seconds += frame?.seconds ?? 0;
      at += Math.max(1, frame?.bytes ?? 1);
    }
    looked += window.length;
  }
  return looked > 0 ? (seconds / looked) * bytesOf(header) : null;
}

/** The last frame says how many came before it. */
async function flacSeconds(file: AudioFile, header: FlacHeader): Promise<number | null> {
  const start = Math.max(header.dataStart, header.dataEnd - FLAC_TAIL_BYTES);
  const tail = await file.read(start, header.dataEnd - start);
  for (let at = tail.lastIndexOf(0xff); at >= 0; at = at > 0 ? tail.lastIndexOf(0xff, at - 1) : -1) {
    if (at + LONGEST_HEADER_BYTES > tail.length || !isFrameHeader(tail, at)) continue;
    const countsSamples = ((tail[at + 1] as number) & 1) === 1;
    const samples = codedNumber(tail, at) * (countsSamples ? 1 : header.blockSamples);
    return header.sampleRateHz > 0 ? samples / header.sampleRateHz : null;
  }
  return null;
}
