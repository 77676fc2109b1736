import { CollapError } from '../errors.js';

/** What a file may ask of us before it is refused with `E_LIMIT`, `E_TOO_SHORT` or `E_TIMEOUT`. */
export interface DecodeLimits {
  readonly minSeconds: number;
  readonly maxSeconds: number;
  readonly maxBytes: number;
  readonly maxChannels: number;
  readonly minSampleRateHz: number;
  readonly maxSampleRateHz: number;
  /** Resident memory of one decoder process. */
  readonly maxMemoryMegabytes: number;
  /** Longest wait for the next block while somebody is waiting for it. */
  readonly maxStallSeconds: number;
}

/** Room for long mixes, 16-channel ambisonics and studio rates; 1 Hz headers and ten-hour silences stay outside. */
export const DEFAULT_DECODE_LIMITS: DecodeLimits = {
  minSeconds: 0.5,
  maxSeconds: 4 * 3600,
  maxBytes: 4 * 2 ** 30,
  maxChannels: 16,
  minSampleRateHz: 4000,
  maxSampleRateHz: 384_000,
  maxMemoryMegabytes: 700,
  maxStallSeconds: 15,
};

const LIMIT_REMEDY = 'Leave the file out, or convert it to an ordinary format, for example with ffmpeg.';

/** @returns the error of a file that asks for more than the limits. */
export function limitError(what: string, limit: string): CollapError {
  return new CollapError('E_LIMIT', `The file has ${what}, the limit is ${limit}.`, LIMIT_REMEDY);
}

/**
 * Checks what a header claims, before anything is decoded.
 *
 * @throws {@link CollapError} `E_LIMIT`.
 */
export function checkFormatLimits(
  claim: { sampleRateHz: number | null; channels: number | null; seconds: number | null },
  limits: DecodeLimits,
): void {
  const { sampleRateHz, channels, seconds } = claim;
  const { minSampleRateHz, maxSampleRateHz } = limits;
  if (sampleRateHz !== null && !(sampleRateHz >= minSampleRateHz && sampleRateHz <= maxSampleRateHz)) {
    throw limitError(`a sample rate of ${sampleRateHz} Hz`, `${minSampleRateHz} to ${maxSampleRateHz} Hz`);
  }
  if (channels !== null && !(channels >= 1 && channels <= limits.maxChannels)) {
    throw limitError(`${channels} channels`, `1 to ${limits.maxChannels}`);
  }
  if (seconds !== null && seconds > limits.maxSeconds) {
    throw limitError(`${Math.round(seconds)} s of audio`, `${limits.maxSeconds} s`);
  }
}
