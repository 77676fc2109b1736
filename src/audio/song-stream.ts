import { CollapError } from '../errors.js';
import type { AudioDecoder, AudioInfo, AudioWarning } from './audio-info.js';
import type { AudioHeader } from './containers/read-header.js';
import { checkFormatLimits, type DecodeLimits, limitError } from './decode-limits.js';
import type { PcmBlock } from './decoders/pcm.js';
import { CANCELLED_SHARE, type MixStatistics, mixToMono } from './mono-mixer.js';
import { createResampler, type Resampler } from './resampling/resampler.js';

/** Takes finished samples; the promise holds the decoder back. */
export type SampleSink = (samples: Float32Array) => Promise<void>;

/** Input samples that are mixed at once, so that a decoder that gives a whole song at once does not double it. */
const MIX_SAMPLES = 32_768;
/** Output is sent in blocks of at least this many samples. */
const SEND_SAMPLES = 16_384;
/** Half a step of 16 bits: below it, 16-bit audio would hold zeros only. */
const SILENCE_PEAK = 1 / 65_536;
/** A header may be off by this much before a song counts as cut: padding of encoders, rounded durations. */
const TOLERATED_SECONDS = 0.3;
const TOLERATED_SHARE = 0.005;

/** Turns decoded blocks into mono at the wanted rate, and keeps account of what went through. */
export class SongStream {
  private readonly statistics: MixStatistics = { peak: 0, invalidSamples: 0, cancelledPeak: 0 };
  private resampler: Resampler | null = null;
  private fileRateHz = 0;
  private channels = 0;
  /** Samples per channel taken in so far, over all attempts. */
  private taken = 0;
  /** Samples that the attempt at hand gives again. */
  private toSkip = 0;
  private unsent: Float32Array[] = [];
  private unsentSamples = 0;

  constructor(
    private readonly targetHz: number,
    private readonly limits: DecodeLimits,
    private readonly send: SampleSink,
  ) {}

  get seconds(): number {
    return this.fileRateHz > 0 ? this.taken / this.fileRateHz : 0;
  }

  /** Another decoder starts from the beginning: what its predecessor gave is skipped. */
  startAttempt(): void {
    this.toSkip = this.taken;
  }

  async take(block: PcmBlock): Promise<void> {
    if (!this.resampler) this.start(block);
    if (block.sampleRateHz !== this.fileRateHz)
      throw new Error(`the rate changes from ${this.fileRateHz} to ${block.sampleRateHz} Hz`);
    const length = block.channels[0]?.length ?? 0;
    const skipped = Math.min(this.toSkip, length);
    this.toSkip -= skipped;
    for (let at = skipped; at < length; at += MIX_SAMPLES) {
      const end = Math.min(length, at + MIX_SAMPLES);
      this.taken += end - at;
      if (this.seconds > this.limits.maxSeconds)
        throw limitError('more audio than its header says', `${this.limits.maxSeconds} s`);
      const resampled = (this.resampler as Resampler).push(mixToMono(block.channels, at, end, this.statistics));
      await this.queue(resampled);
    }
  }

  /** Sends the rest. @throws {@link CollapError} `E_TOO_SHORT`. */
  async finish(): Promise<void> {
    const { minSeconds } = this.limits;
    if (this.seconds < minSeconds) {
      throw new CollapError(
        'E_TOO_SHORT',
        `The file holds ${this.seconds.toFixed(2)} s of audio, at least ${minSeconds} s are needed.`,
        'Leave it out, or replace it by the whole song.',
      );
    }
    await this.queue(this.resampler?.flush() ?? new Float32Array(0));
    await this.sendQueued();
  }

  describe(header: AudioHeader, decoder: AudioDecoder, failure: string | null): AudioInfo {
    const { seconds, fileRateHz, channels } = this;
    const warnings = [truncationWarning(header, seconds, failure), ...this.sampleWarnings()].filter(
      (warning) => warning !== null,
    );
    const { headerSeconds, codec } = header;
    return { durationSeconds: seconds, headerSeconds, sampleRateHz: fileRateHz, channels, codec, decoder, warnings };
  }

  private start({ channels, sampleRateHz }: PcmBlock): void {
    checkFormatLimits({ channels: channels.length, sampleRateHz, seconds: null }, this.limits);
    this.channels = channels.length;
    this.fileRateHz = sampleRateHz;
    this.resampler = createResampler(sampleRateHz, this.targetHz);
  }

  /** Nothing leaves before it is sure that the song is long enough. */
  private async queue(samples: Float32Array): Promise<void> {
    if (samples.length > 0) this.unsent.push(samples);
    this.unsentSamples += samples.length;
    if (this.unsentSamples >= SEND_SAMPLES && this.seconds >= this.limits.minSeconds) await this.sendQueued();
  }

  private async sendQueued(): Promise<void> {
    const { unsent } = this;
    this.unsent = [];
    this.unsentSamples = 0;
    for (const samples of unsent) await this.send(samples);
  }

  private sampleWarnings(): AudioWarning[] {
    const { peak, invalidSamples, cancelledPeak } = this.statistics;
    const warnings: AudioWarning[] = [];
    if (peak < CANCELLED_SHARE * cancelledPeak) {
      const message = 'The channels cancel each other when they are mixed to one: next to nothing is heard.';
      warnings.push({ code: 'E_SILENT', message });
    } else if (peak < SILENCE_PEAK) warnings.push({ code: 'E_SILENT', message: 'The file holds silence only.' });
    if (invalidSamples > 0) {
      warnings.push({
        code: 'E_DECODE',
        message: `${invalidSamples} samples were no valid numbers and became silence.`,
      });
    }
    return warnings;
  }
}

function truncationWarning(header: AudioHeader, seconds: number, failure: string | null): AudioWarning | null {
  const { headerSeconds, cutShort } = header;
  const found = `${seconds.toFixed(1)} s of audio`;
  if (
    headerSeconds !== null &&
    headerSeconds - seconds > Math.max(TOLERATED_SECONDS, headerSeconds * TOLERATED_SHARE)
  ) {
    return { code: 'E_TRUNCATED', message: `The header says ${headerSeconds.toFixed(1)} s, the file holds ${found}.` };
  }
  if (cutShort !== null)
    return {
      code: 'E_TRUNCATED',
      message: `The file holds ${found} and was cut: ${cutShort}. Its full length is not known.`,
    };
  if (failure !== null)
    return { code: 'E_TRUNCATED', message: `The file holds ${found} before it is damaged: ${failure}` };
  return null;
}
