/**
 * Entry of a decoder process. It takes one job after the other by IPC and writes frames to pipe 3. It lives until its parent lets go:
 * native crashes, endless loops and floods of memory in here cost this process only.
 */
import { Socket } from 'node:net';
import { type GivesWay, giveWay } from '../background.js';
import type { DecodeRequest } from './decode-song.js';
import { decodeSong, describeFailure } from './decode-song.js';
import { type FrameKind, frameHead } from './decoder-frames.js';

/** What the parent sends. */
export type DecoderCommand =
  | { readonly kind: 'decode'; readonly job: number; readonly request: DecodeRequest }
  | { readonly kind: 'cancel'; readonly job: number };

const DATA_PIPE = 3;
/** Complaints of one job after which its decoder is taken to be lost. */
const MAX_COMPLAINTS = 200;

giveWay('process', process.argv[2] as GivesWay);
const pipe = new Socket({ fd: DATA_PIPE, readable: false, writable: true });
let running: { job: number; abort: AbortController } | null = null;
let complaints = 0;

// The WASM decoders report errors here and go on; mpg123's loop never ends on some of them, and an exception is the only way out of it.
console.error = (...words: readonly unknown[]) => {
  complaints++;
  if (complaints > MAX_COMPLAINTS)
    throw new Error(`the decoder fails again and again: ${words.join(' ').slice(0, 200)}`);
};
console.warn = () => {};

async function write(kind: FrameKind, job: number, body: Buffer): Promise<void> {
  pipe.cork();
  pipe.write(frameHead(kind, job, body.length));
  const isDrained = pipe.write(body);
  pipe.uncork();
  if (!isDrained) await new Promise((resolve) => pipe.once('drain', resolve));
}

async function run(job: number, request: DecodeRequest): Promise<void> {
  const abort = new AbortController();
  running = { job, abort };
  complaints = 0;
  try {
    const info = await decodeSong(request, abort.signal, (samples) =>
      write('samples', job, Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)),
    );
    await write('done', job, Buffer.from(JSON.stringify(info)));
  } catch (failure) {
    await write('failed', job, Buffer.from(JSON.stringify(describeFailure(failure))));
  } finally {
    running = null;
  }
}

process.on('message', (command: DecoderCommand) => {
  if (command.kind === 'decode') void run(command.job, command.request);
  else if (running?.job === command.job) running.abort.abort();
});
process.on('disconnect', () => process.exit(0));
pipe.on('error', () => process.exit(0));
