/** The outline of a song as a picture; streams, so that the samples are never all in memory. */

/** Loudness over time, each of B values in 0..1 of the loudest. */
export interface Waveform {
  readonly peaks: readonly number[];
  /** Root mean square: how loud it is heard. */
  readonly levels: readonly number[];
}

/**
 * Measures the outline of decoded audio.
 *
 * @param blocks - mono samples in -1..1.
 * @param options.buckets - B: how many values over the whole song.
 */
export async function measureWaveform(
  blocks: AsyncIterable<Float32Array>,
  options: { sampleRateHz: number; durationSeconds: number; buckets: number },
): Promise<Waveform> {
  const perBucket = Math.max(1, (options.durationSeconds * options.sampleRateHz) / options.buckets);
  const peaks = new Float64Array(options.buckets);
  const energy = new Float64Array(options.buckets);
  let at = 0;
  for await (const block of blocks) {
    for (const sample of block) {
      const bucket = Math.min(options.buckets - 1, Math.floor(at++ / perBucket));
      peaks[bucket] = Math.max(peaks[bucket] as number, Math.abs(sample));
      energy[bucket] = (energy[bucket] as number) + sample * sample;
    }
  }
  const loudest = Math.max(...peaks) || 1;
  const level = (sum: number): number => Math.sqrt(sum / perBucket) / loudest;
  return { peaks: Array.from(peaks, (peak) => peak / loudest), levels: Array.from(energy, level) };
}

const WIDTH = 1000;
const HALF_HEIGHT = 50;

/** A closed SVG path, mirrored about the middle of a box of 1000 × 100. */
export function outlinePath(values: readonly number[]): string {
  const x = (i: number): string => ((i / Math.max(1, values.length - 1)) * WIDTH).toFixed(1);
  const top = values.map((value, i) => `${x(i)} ${(HALF_HEIGHT * (1 - value)).toFixed(1)}`);
  const bottom = values.map((value, i) => `${x(i)} ${(HALF_HEIGHT * (1 + value)).toFixed(1)}`).reverse();
  return `M${[...top, ...bottom].join('L')}Z`;
}
