/** Root mean square of a song, taken while its blocks pass by. */

export interface LoudnessMeter {
  /** Passes blocks on unchanged. */
  measure(blocks: AsyncIterable<Float32Array>): AsyncIterable<Float32Array>;
  /** Level relative to full scale, in dB; null for digital silence. */
  rmsDb(): number | null;
  samples(): number;
}

export function createLoudnessMeter(): LoudnessMeter {
  let [energy, samples] = [0, 0];
  return {
    async *measure(blocks) {
      for await (const block of blocks) {
        for (const sample of block) energy += sample * sample;
        samples += block.length;
        yield block;
      }
    },
    rmsDb: () => (energy > 0 ? 10 * Math.log10(energy / samples) : null),
    samples: () => samples,
  };
}
