/**
 * The log-mel spectrogram that CLAP's audio graph takes, as its public feature extractor makes it. Legend: T = samples, F = frames.
 * Source: transformers 4.30.2, ClapFeatureExtractor: 48 kHz, Hann window of 1024, hop 480, 64 mel bands (Slaney) from 50 to 14,000 Hz, 10 log10.
 */

const [SAMPLE_RATE_HZ, SIZE, HOP, BANDS, LOWEST_HZ, HIGHEST_HZ] = [48_000, 1024, 480, 64, 50, 14_000];
const FLOOR = 1e-10;
const BINS = SIZE / 2 + 1;
const WINDOW = Float64Array.from({ length: SIZE }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / SIZE));

interface Band {
  readonly first: number;
  readonly weights: Float64Array;
}

const FILTERS = melFilters();

/** @param samples - at 48 kHz, shape (T). @returns decibels, shape (F, 64), row-major, with F = ⌊T / 480⌋ + 1. */
export function clapLogMel(samples: Float32Array): Float32Array {
  const frames = Math.floor(samples.length / HOP) + 1;
  const spectrogram = new Float32Array(frames * BANDS);
  const [re, im] = [new Float64Array(SIZE), new Float64Array(SIZE)];
  const power = new Float64Array(BINS);
  for (let frame = 0; frame < frames; frame++) {
    const start = frame * HOP - SIZE / 2;
    for (let i = 0; i < SIZE; i++) re[i] = (WINDOW[i] as number) * reflected(samples, start + i);
    im.fill(0);
    transform(re, im);
    for (let bin = 0; bin < BINS; bin++) power[bin] = (re[bin] as number) ** 2 + (im[bin] as number) ** 2;
    for (const [band, { first, weights }] of FILTERS.entries()) {
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += (weights[k] as number) * (power[first + k] as number);
      spectrogram[frame * BANDS + band] = 10 * Math.log10(Math.max(FLOOR, sum));
    }
  }
  return spectrogram;
}

/** Beyond its ends the signal is mirrored. */
function reflected(samples: Float32Array, at: number): number {
  const last = samples.length - 1;
  return samples[at < 0 ? -at : at > last ? 2 * last - at : at] ?? 0;
}

const REVERSED = Uint16Array.from({ length: SIZE }, (_, i) => {
  let reversed = 0;
  for (let bit = 1, rest = i; bit < SIZE; bit *= 2, rest >>= 1) reversed = reversed * 2 + (rest & 1);
  return reversed;
});
const COSINES = Float64Array.from({ length: SIZE / 2 }, (_, i) => Math.cos((2 * Math.PI * i) / SIZE));
const SINES = Float64Array.from({ length: SIZE / 2 }, (_, i) => -Math.sin((2 * Math.PI * i) / SIZE));

/** In place. Source: Cooley & Tukey 1965, radix 2. */
function transform(re: Float64Array, im: Float64Array): void {
  for (let i = 0; i < SIZE; i++) {
    const j = REVERSED[i] as number;
    if (j > i) [re[i], re[j]] = [re[j] as number, re[i] as number];
  }
  for (let half = 1; half < SIZE; half *= 2) {
    const step = SIZE / 2 / half;
    for (let group = 0; group < SIZE; group += 2 * half) {
      for (let k = 0, w = 0; k < half; k++, w += step) {
        const [a, b] = [group + k, group + k + half];
        const [c, s] = [COSINES[w] as number, SINES[w] as number];
        const x = (re[b] as number) * c - (im[b] as number) * s;
        const y = (re[b] as number) * s + (im[b] as number) * c;
        re[b] = (re[a] as number) - x;
        im[b] = (im[a] as number) - y;
        re[a] = (re[a] as number) + x;
        im[a] = (im[a] as number) + y;
      }
    }
  }
}

/** Source: M. Slaney, Auditory Toolbox: linear to 1 kHz, logarithmic beyond; triangles of equal area. */
function melFilters(): Band[] {
  const toMel = (hz: number) => (hz < 1000 ? (3 * hz) / 200 : 15 + (27 * Math.log(hz / 1000)) / Math.log(6.4));
  const toHz = (mel: number) => (mel < 15 ? (200 * mel) / 3 : 1000 * Math.exp((Math.log(6.4) * (mel - 15)) / 27));
  const [low, high] = [toMel(LOWEST_HZ), toMel(HIGHEST_HZ)];
  const edges = Array.from({ length: BANDS + 2 }, (_, i) => toHz(low + ((high - low) * i) / (BANDS + 1)));
  return Array.from({ length: BANDS }, (_, band) => {
    const [from, peak, to] = edges.slice(band, band + 3) as [number, number, number];
    const weightOf = (bin: number) => {
      const hz = (bin * SAMPLE_RATE_HZ) / SIZE;
      return (Math.max(0, Math.min((hz - from) / (peak - from), (to - hz) / (to - peak))) * 2) / (to - from);
    };
    const bins = Array.from({ length: BINS }, (_, bin) => bin).filter((bin) => weightOf(bin) > 0);
    return { first: bins[0] ?? 0, weights: Float64Array.from(bins, weightOf) };
  });
}
