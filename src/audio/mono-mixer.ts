/** What of the samples is worth a warning. */
export interface MixStatistics {
  /** Largest absolute value of the mix. */
  peak: number;
  /** Samples that were no numbers, or none that sound can have, and became 0. */
  invalidSamples: number;
  /** Largest absolute value of the channels where their mix is hardly heard: in opposite phase they cancel each other. */
  cancelledPeak: number;
}

/** What is left of channels that cancel each other is below this share of them, −60 dB: rounding and dither. */
export const CANCELLED_SHARE = 1 / 1000;
/** A thousand times full scale: float files may overshoot, but beyond this a value is damage. */
const MAX_MAGNITUDE = 1000;

/**
 * Mixes channels to their mean.
 *
 * @param channels - arrays of one length, any number of them. @param start - first sample. @param end - behind the last.
 * @param statistics - updated with what this stretch holds.
 */
export function mixToMono(
  channels: readonly Float32Array[],
  start: number,
  end: number,
  statistics: MixStatistics,
): Float32Array {
  const mono = new Float32Array(end - start);
  const [left, right] = channels as [Float32Array, Float32Array];
  if (channels.length === 1) mono.set(left.subarray(start, end));
  else if (channels.length === 2)
    for (let i = start; i < end; i++) mono[i - start] = ((left[i] as number) + (right[i] as number)) / 2;
  else mixMany(channels, start, mono);
  let peak = 0;
  for (let i = 0; i < mono.length; i++) {
    const magnitude = Math.abs(mono[i] as number);
    if (magnitude <= MAX_MAGNITUDE) {
      if (magnitude > peak) peak = magnitude;
    } else {
      mono[i] = 0;
      statistics.invalidSamples++;
    }
  }
  if (peak < CANCELLED_SHARE && channels.length > 1)
    statistics.cancelledPeak = Math.max(statistics.cancelledPeak, peakOf(channels, start, end));
  statistics.peak = Math.max(statistics.peak, peak);
  return mono;
}

function peakOf(channels: readonly Float32Array[], start: number, end: number): number {
  let peak = 0;
  for (const channel of channels)
    for (let i = start; i < end; i++) {
      const magnitude = Math.abs(channel[i] as number);
      if (magnitude <= MAX_MAGNITUDE && magnitude > peak) peak = magnitude;
    }
  return peak;
}

function mixMany(channels: readonly Float32Array[], start: number, mono: Float32Array): void {
  for (const channel of channels) {
    for (let i = 0; i < mono.length; i++) mono[i] = (mono[i] as number) + (channel[start + i] as number);
  }
  for (let i = 0; i < mono.length; i++) mono[i] = (mono[i] as number) / channels.length;
}
