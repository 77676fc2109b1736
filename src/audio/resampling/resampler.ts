import { compileWasm, WASM_PAGE_BYTES, type WasmMemory } from '../../web-assembly.js';
import { designPolyphaseFilter } from './filter.js';
import { RESAMPLER_WASM } from './resampler-wasm.js';

/** Changes the rate of one signal that arrives in blocks; the output is aligned with the input in time. */
export interface Resampler {
  /** @returns what can be computed so far; may be empty. The block is read before the call returns. */
  push(block: Float32Array): Float32Array;
  /** @returns the rest: in all, round(input × toHz / fromHz) samples. */
  flush(): Float32Array;
}

/** Inputs that one call of the inner loop takes. */
const BLOCK_SAMPLES = 16_384;
const BYTES = Float32Array.BYTES_PER_ELEMENT;

interface ResamplerExports {
  readonly memory: WasmMemory;
  /** See resampler.wat; addresses and sizes in bytes. */
  readonly resample: (
    x: number,
    taps: number,
    y: number,
    count: number,
    tapBytes: number,
    up: number,
    down: number,
    phase: number,
  ) => void;
}

const instantiate = compileWasm<ResamplerExports>(RESAMPLER_WASM);

/**
 * Makes a resampler: polyphase, windowed sinc, inner loop in WASM with SIMD (resampler.wat), ten times the speed of JavaScript.
 *
 * @param fromHz - rate of the input, integer. @param toHz - rate of the output, integer.
 */
export function createResampler(fromHz: number, toHz: number): Resampler {
  if (fromHz === toHz) return { push: (block) => block.slice(), flush: () => new Float32Array(0) };
  return new PolyphaseResampler(fromHz, toHz);
}

class PolyphaseResampler implements Resampler {
  private readonly filter;
  private readonly resample;
  private readonly input: Float32Array;
  private readonly output: Float32Array;
  /** Samples in `input`, the first of which is the oldest that an output still needs. */
  private held: number;
  /** Phase of the next output; its first input is `input[0]`, or lies `skip` samples in the future. */
  private phase = 0;
  private skip = 0;
  private pushed = 0;
  private emitted = 0;

  constructor(fromHz: number, toHz: number) {
    this.filter = designPolyphaseFilter(fromHz, toHz);
    const { taps, tapsPerPhase, up, down } = this.filter;
    const inputSamples = BLOCK_SAMPLES + tapsPerPhase;
    const outputSamples = Math.ceil((inputSamples * up) / down) + 1;
    const { memory, resample } = instantiate();
    memory.grow(Math.ceil(((taps.length + inputSamples + outputSamples) * BYTES) / WASM_PAGE_BYTES));
    new Float32Array(memory.buffer, 0, taps.length).set(taps);
    this.input = new Float32Array(memory.buffer, taps.length * BYTES, inputSamples);
    this.output = new Float32Array(memory.buffer, this.input.byteOffset + this.input.byteLength, outputSamples);
    this.resample = resample;
    this.held = tapsPerPhase / 2 - 1; // silence before the song centres the first output on the first sample
  }

  push(block: Float32Array): Float32Array {
    this.pushed += block.length;
    const parts: Float32Array[] = [];
    for (let at = 0; at < block.length; at += BLOCK_SAMPLES)
      parts.push(this.run(block.subarray(at, at + BLOCK_SAMPLES)));
    const [only] = parts;
    const samples = parts.length === 1 && only ? only : concatenate(parts);
    this.emitted += samples.length;
    return samples;
  }

  flush(): Float32Array {
    const { up, down, tapsPerPhase } = this.filter;
    const wanted = Math.round((this.pushed * up) / down) - this.emitted;
    const parts: Float32Array[] = [];
    for (let made = 0; made < wanted; ) {
      const part = this.run(new Float32Array(Math.min(BLOCK_SAMPLES, tapsPerPhase)));
      parts.push(part);
      made += part.length;
    }
    return concatenate(parts).subarray(0, Math.max(0, wanted));
  }

  private run(block: Float32Array): Float32Array {
    const { up, down, tapsPerPhase } = this.filter;
    this.input.set(block, this.held);
    const available = this.held + block.length;
    // output i starts at skip + floor((phase + i·down) / up) and needs tapsPerPhase samples from there
    const room = available - tapsPerPhase - this.skip;
    const count = room < 0 ? 0 : Math.ceil(((room + 1) * up - this.phase) / down);
    const first = this.input.byteOffset + this.skip * BYTES;
    this.resample(first, 0, this.output.byteOffset, count, tapsPerPhase * BYTES, up, down, this.phase);
    const samples = this.output.slice(0, count);
    const advance = this.phase + count * down;
    const start = this.skip + Math.floor(advance / up);
    this.phase = advance % up;
    const kept = Math.min(start, available);
    this.skip = start - kept;
    this.input.copyWithin(0, kept, available);
    this.held = available - kept;
    return samples;
  }
}

function concatenate(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
