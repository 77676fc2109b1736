import { availableParallelism } from 'node:os';
import type { GivesWay } from '../background.js';
import { asCollapError, CollapError, throwIfCancelled } from '../errors.js';
import type { AudioDecoder, AudioInfo } from './audio-info.js';
import { BlockQueue } from './block-queue.js';
import { DEFAULT_DECODE_LIMITS, type DecodeLimits } from './decode-limits.js';
import type { DecodeRequest } from './decode-song.js';
import { DecoderChild } from './decoder-child.js';

export interface DecodedAudio {
  /** Mono at the asked rate, for one consumer; a slow consumer holds the decoder back. Decoding begins with the first block asked for. */
  readonly blocks: AsyncIterable<Float32Array>;
  /** Settles when the blocks end; rejects with the error that they threw. */
  readonly info: Promise<AudioInfo>;
}

export interface DecoderPool {
  /**
   * Decodes a file in a process of its own, to mono at the wanted rate.
   *
   * The blocks throw {@link CollapError}: `E_NOT_FOUND`, `E_PERMISSION`, `E_EMPTY_FILE`, `E_NOT_AUDIO`, `E_UNSUPPORTED`, `E_DECODE`,
   * `E_TOO_SHORT`, `E_LIMIT`, `E_TIMEOUT`, `E_CRASHED`, `E_CANCELLED`. What is only worth a warning stands in `info.warnings`.
   *
   * @param options - `sampleRateHz` is the wanted rate, an integer.
   */
  decode(path: string, options: { sampleRateHz: number; signal?: AbortSignal }): DecodedAudio;
  /** Starts the processes ahead of the first file. */
  prepare(): void;
  /** Ends all processes; jobs under way fail with `E_CANCELLED`. */
  close(): Promise<void>;
}

export interface DecoderPoolOptions {
  /** Files decoded at a time; each has its process, kept for the next file. */
  readonly processes?: number;
  readonly limits?: Partial<DecodeLimits>;
  /** Only these decoders are tried. */
  readonly decoders?: readonly AudioDecoder[];
  /** To whom the processes give way, because nobody waits for theirs. */
  readonly givesWay?: GivesWay;
}

const DEFAULT_PROCESSES = 2;
/** Blocks of about a second that may wait for the consumer. */
const QUEUED_BLOCKS = 8;
/** Waits that a process is given on a machine that is too busy for it. */
const MAX_STALLS = 6;

/** Makes a pool; processes start when they are needed. */
export function createDecoderPool(options: DecoderPoolOptions = {}): DecoderPool {
  return new ProcessPool(options);
}

class ProcessPool implements DecoderPool {
  private readonly limits: DecodeLimits;
  private readonly decoders: readonly AudioDecoder[] | null;
  private readonly idle: DecoderChild[] = [];
  private readonly busy = new Set<DecoderChild>();
  private readonly waiting: (() => void)[] = [];
  private readonly givesWay: GivesWay;
  private freeSlots: number;
  private isClosed = false;

  constructor({ processes, limits, decoders, givesWay }: DecoderPoolOptions) {
    this.givesWay = givesWay ?? 'toNone';
    this.freeSlots = processes ?? Math.min(DEFAULT_PROCESSES, availableParallelism());
    this.limits = { ...DEFAULT_DECODE_LIMITS, ...limits };
    this.decoders = decoders ?? null;
  }

  decode(path: string, { sampleRateHz, signal }: { sampleRateHz: number; signal?: AbortSignal }): DecodedAudio {
    let settle: { resolve(info: AudioInfo): void; reject(error: unknown): void } | undefined;
    const info = new Promise<AudioInfo>((resolve, reject) => {
      settle = { resolve, reject };
    });
    info.catch(() => {}); // the blocks throw the same; nobody has to await both
    const request = { path, sampleRateHz, limits: this.limits, decoders: this.decoders };
    const blocks = this.run(request, signal, (result) => settle?.resolve(result));
    return { blocks: rejectingWith(blocks, (error) => settle?.reject(error)), info };
  }

  prepare(): void {
    while (!this.isClosed && this.idle.length < this.freeSlots) this.idle.push(new DecoderChild(this.givesWay));
  }

  async close(): Promise<void> {
    this.isClosed = true;
    for (const wake of this.waiting.splice(0)) wake();
    await Promise.all([...this.idle.splice(0), ...this.busy].map((child) => child.close()));
  }

  private async *run(
    request: DecodeRequest,
    signal: AbortSignal | undefined,
    onDone: (info: AudioInfo) => void,
  ): AsyncGenerator<Float32Array> {
    const child = await this.acquire(signal);
    const queue = new BlockQueue((isFlowing) => child.setFlowing(isFlowing), QUEUED_BLOCKS);
    const cancel = () => queue.finish(cancelledError(signal?.reason));
    let result: AudioInfo | null = null;
    try {
      throwIfCancelled(signal);
      signal?.addEventListener('abort', cancel, { once: true });
      child.start(request, {
        onSamples: (samples) => queue.push(samples),
        onDone: (info) => {
          result = info;
          queue.finish(null);
        },
        onFailed: (error) => queue.finish(this.isClosed ? cancelledError(error) : error),
      });
      let stalls = 0;
      const stall = () => {
        stalls++;
        if (stalls >= MAX_STALLS || !child.isStarved(request.limits.maxStallSeconds))
          child.kill(stallError(request, stalls));
      };
      const stallMilliseconds = request.limits.maxStallSeconds * 1000;
      for (;;) {
        child.beginWait();
        const block = await queue.take(stallMilliseconds, stall);
        stalls = 0;
        throwIfCancelled(signal);
        if (block === null) break;
        yield block;
      }
      if (result) onDone(result);
    } finally {
      signal?.removeEventListener('abort', cancel);
      await child.cancel();
      this.release(child);
    }
  }

  private async acquire(signal: AbortSignal | undefined): Promise<DecoderChild> {
    while (this.freeSlots === 0 && !this.isClosed) await this.slotChange(signal);
    throwIfCancelled(signal);
    if (this.isClosed) throw cancelledError(new Error('the pool is closed'));
    this.freeSlots--;
    let child = this.idle.pop();
    while (child && !child.isAlive) child = this.idle.pop();
    child ??= new DecoderChild(this.givesWay);
    this.busy.add(child);
    return child;
  }

  /** Resolves when a slot became free, perhaps for another one who waits. @throws {@link CollapError} `E_CANCELLED`. */
  private async slotChange(signal: AbortSignal | undefined): Promise<void> {
    throwIfCancelled(signal);
    await new Promise<void>((resolve) => {
      const wake = () => {
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      this.waiting.push(wake);
      signal?.addEventListener('abort', wake);
    });
    throwIfCancelled(signal);
  }

  private release(child: DecoderChild): void {
    this.busy.delete(child);
    if (child.isAlive && !child.isWorn && !this.isClosed) this.idle.push(child);
    else void child.close();
    this.freeSlots++;
    for (const wake of this.waiting.splice(0)) wake();
  }
}

async function* rejectingWith(
  blocks: AsyncIterable<Float32Array>,
  reject: (error: unknown) => void,
): AsyncGenerator<Float32Array> {
  try {
    yield* blocks;
  } catch (failure) {
    const error = asCollapError(failure);
    reject(error);
    throw error;
  } finally {
    reject(cancelledError(new Error('the consumer left before the end'))); // does nothing where the promise is settled
  }
}

function cancelledError(cause: unknown): CollapError {
  return new CollapError('E_CANCELLED', 'The decoding was cancelled.', 'Start it again; what was finished is kept.', {
    cause,
  });
}

function stallError({ path, limits }: DecodeRequest, stalls: number): CollapError {
  return new CollapError(
    'E_TIMEOUT',
    `Decoding ${path} gave nothing for ${stalls * limits.maxStallSeconds} s and was stopped.`,
    'Leave the file out or convert it; if it lies on a slow disk, try again.',
  );
}
