/** ffmpeg on PATH: decodes everything, in a process of its own that dies with its pipe. */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { decoder as createWavDecoder } from '@audio/decode-wav';
import type { AudioHeader } from '../containers/read-header.js';
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
const MAX_MESSAGE_CHARACTERS = 500;

function argumentsFor({ file, header, limits }: DecodeTask): string[] {
  const demuxer = header.format === 'foreign' ? header.demuxer : DEMUXERS[header.format];
  return [
    ...['-nostdin', '-v', 'error', '-max_alloc', String(MAX_ALLOCATION_BYTES), '-threads', '1'],
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
  let message = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    message = (message + text).slice(0, MAX_MESSAGE_CHARACTERS);
  });
  const ended = new Promise<Error | null>((settle) => {
    child.on('error', (cause) => {
      const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
      settle(isMissing ? new DecoderMissing('ffmpeg is not on PATH', { cause }) : cause);
    });
    child.on('close', (code) => settle(code === 0 ? null : new Error(`ffmpeg ended with ${code}: ${message.trim()}`)));
  });
  const decoder = createWavDecoder();
  try {
    for await (const chunk of child.stdout) {
      const block = asBlock(decoder.decode(chunk as Buffer));
      if (block) yield block;
    }
    const failure = await ended;
    if (failure) throw failure;
  } finally {
    decoder.free();
    child.kill('SIGKILL');
  }
}
