/** Which decoders are tried for a file, in which order. The reasons and figures are in docs/decisions/0003-decoders.md. */
import type { AudioHeader } from '../containers/read-header.js';
import { decodeWithFfmpeg } from './ffmpeg.js';
import { decodeAdtsBlocks, decodeMp4Blocks, decodeWholeFile } from './node-web-audio.js';
import type { Rung } from './pcm.js';
import { decodeFlacBlocks, decodeOggFlacBlocks } from './wasm-flac.js';
import { decodeMp3Blocks } from './wasm-mp3.js';
import { decodeOggBlocks } from './wasm-ogg.js';
import { decodeAiffBlocks, decodeWavBlocks } from './wasm-pcm.js';

const wasm = (decode: Rung['decode']): Rung => ({ decoder: 'wasm', decode });
const native = (decode: Rung['decode']): Rung => ({ decoder: 'node-web-audio-api', decode });
const FFMPEG: Rung = { decoder: 'ffmpeg', decode: decodeWithFfmpeg };
const NATIVE_WHOLE = native(decodeWholeFile);

/** WASM first: it streams and is as fast as the native decoder; that one gets what has no WASM, and whole files whose WASM decoder gave up. */
const LADDERS: Record<Exclude<AudioHeader['format'], 'mp4'>, readonly Rung[]> = {
  wav: [wasm(decodeWavBlocks), NATIVE_WHOLE, FFMPEG],
  mp3: [wasm(decodeMp3Blocks), NATIVE_WHOLE, FFMPEG],
  flac: [wasm(decodeFlacBlocks), NATIVE_WHOLE, FFMPEG],
  vorbis: [wasm(decodeOggBlocks), NATIVE_WHOLE, FFMPEG],
  opus: [wasm(decodeOggBlocks), FFMPEG],
  'ogg-flac': [wasm(decodeOggFlacBlocks), FFMPEG],
  aiff: [wasm(decodeAiffBlocks), FFMPEG],
  aac: [native(decodeAdtsBlocks), FFMPEG],
  foreign: [FFMPEG],
};

/** @returns the ways of decoding the file, best first. */
export function ladderFor(header: AudioHeader): readonly Rung[] {
  if (header.format !== 'mp4') return LADDERS[header.format];
  if (!header.aac) return [FFMPEG];
  // of HE-AAC the native decoder gives the core only, half of the bandwidth
  return header.aac.objectType === 2 ? [native(decodeMp4Blocks), FFMPEG] : [FFMPEG, native(decodeMp4Blocks)];
}
