/** ffmpeg on PATH: decodes everything, in a process of its own that dies with its pipe. */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { decoder as createWavDecoder } from '@audio/decode-wav';
import type { AudioHeader } from '../containers/read-header.js';
import { FfmpegWords } from './ffmpeg-words.js';
import { asBlock, DecoderMissing, type DecodeTask, type PcmBlock } from './pcm.js';

/** Names of ffmpeg's demuxers. Naming the one keeps a playlist or script from being opened under a music file's name. */
const DEMUXERS: Record<Exclude<AudioHeader['format'], 'foreign'>, string> = {
  wav: 'wav',
  aiff: 'aiff',
  mp3: 'mp3',
  flac: 'flac',
  vorbis: 'ogg',
  opus: 'ogg',
  'ogg-flac': 'ogg',
  aac: 'aac',
  mp4: 'mov',
};
const MAX_ALLOCATION_BYTES = 256 * 2 ** 20;
/** Durations of containers are rounded, and a picture may go on after the sound. */
const TOLERATED_SECONDS = 0.3;
const TOLERATED_SHARE = 0.05;

function argumentsFor({ file, header, limits }: DecodeTask): string[] {
  const demuxer = header.format === 'foreign' ? header.demuxer : DEMUXERS[header.format];
  return [
    ...['-nostdin', '-hide_banner', '-nostats', '-v', 'level+info'],
    ...['-max_alloc', String(MAX_ALLOCATION_BYTES), '-threads', '1'],
    ...['-protocol_whitelist', 'file', '-f', demuxer, '-i', `file:${resolve(file.path)}`],
    ...['-map', '0:a:0', '-t', String(limits.maxSeconds + 1), '-map_metadata', '-1', '-fflags', '+bitexact'],
    ...['-c:a', 'pcm_f32le', '-f', 'wav', 'pipe:1'],
  ];
}

/** @throws DecoderMissing when there is no ffmpeg on PATH; Error with ffmpeg's own words when it fails. */
export async function* decodeWithFfmpeg(task: DecodeTask): AsyncGenerator<PcmBlock> {
  const child = spawn('ffmpeg', argumentsFor(task), {
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: task.signal,
    killSignal: 'SIGKILL',
  });
  const words = new FfmpegWords();
  child.stderr.setEncoding('utf8').on('data', (text: string) => words.hear(text));
  const ended = new Promise<Error | null>((settle) => {
    child.on('error', (cause) => {
      const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
      settle(isMissing ? new DecoderMissing('ffmpeg is not on PATH', { cause }) : cause);
    });
    child.on('close', (code) => settle(code === 0 ? null : new Error(`ffmpeg ended with ${code}: ${words.complaint}`)));
  });
  const decoder = createWavDecoder();
  let seconds = 0;
  try {
    for await (const chunk of child.stdout) {
      const block = asBlock(decoder.decode(chunk as Buffer));
      if (!block) continue;
      seconds += (block.channels[0]?.length ?? 0) / block.sampleRateHz;
      yield block;
    }
    const failure = (await ended) ?? (task.header.format === 'foreign' ? shortfall(words, seconds) : null);
    if (failure) throw failure;
  } finally {
    decoder.free();
    child.kill('SIGKILL');
  }
}

/** ffmpeg ends well where a file is cut; of formats whose header only it reads, only it knows how long they were to be. */
function shortfall({ toldSeconds, complaint }: FfmpegWords, seconds: number): Error | null {
  const isCut =
    toldSeconds !== null && toldSeconds - seconds > Math.max(TOLERATED_SECONDS, toldSeconds * TOLERATED_SHARE);
  if (seconds === 0 || !isCut) return null;
  return new Error(`the file says that it is ${toldSeconds.toFixed(1)} s long${complaint && `; ${complaint}`}`);
}
