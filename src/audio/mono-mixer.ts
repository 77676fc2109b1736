/** What of the samples is worth a warning. */
export interface MixStatistics {
  /** Largest absolute value of the mix. */
  peak: number;
  /** Samples that were no numbers, or none that sound can have, and became 0. */
  invalidSamples: number;
}

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
  let peak = statistics.peak;
  for (let i = 0; i < mono.length; i++) {
    const magnitude = Math.abs(mono[i] as number);
    if (magnitude <= MAX_MAGNITUDE) {
      if (magnitude > peak) peak = magnitude;
    } else {
      mono[i] = 0;
      statistics.invalidSamples++;
    }
  }
  statistics.peak = peak;
  return mono;
}

function mixMany(channels: readonly Float32Array[], start: number, mono: Float32Array): void {
  for (const channel of channels) {
    for (let i = 0; i < mono.length; i++) mono[i] = (mono[i] as number) + (channel[start + i] as number);
  }
  for (let i = 0; i < mono.length; i++) mono[i] = (mono[i] as number) / channels.length;
}
