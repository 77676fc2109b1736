/**
 * Songs that nobody recorded, for measuring large libraries: their vectors spread like those of real songs.
 * Legend: D = embedding size, M = background songs of the model, N = clips of a song.
 */
import { createHash } from 'node:crypto';
import type { NewTrack } from '../library/stored-track.js';
import { createRandom, type Random } from '../random.js';
import { letterOf } from '../structure/label-repetitions.js';
import type { Segment } from '../types.js';

/** Parts of the 24 clips of a four-minute song: intro, verse, chorus, …; clips of one part sound alike. */
const FORM = [0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4];
/** Clips of a simulated song. */
export const SIMULATED_CLIPS = FORM.length;
const CLIP_SECONDS = 10;
/**
 * Variance of parts around their song, and of clips around their part, as shares of the variance between songs.
 * Source: the twelve songs of `demo/` with collap-mini 0.1.0 (clips lie at 110 around their song, 62 from the nearest clip of it, songs at 321).
 */
const PART_SHARE = 0.25;
const CLIP_SHARE = 0.1;
/** Of every simulated song; its clips lie around it. */
const LOUDNESS_LUFS = -14;
/** Background songs that are mixed to one direction. */
const MIXED = 8;
const BISECTIONS = 7;

export interface SongSimulator {
  /** The same song for the same number. */
  song(n: number): NewTrack;
  /** Median distance of a song to its nearest neighbour among M songs: of real ones, and of simulated ones. */
  readonly nearestDistance: { readonly real: number; readonly simulated: number };
}

interface Spread {
  readonly mean: Float32Array;
  /** M deviations from the mean. */
  readonly deviations: readonly Float32Array[];
}

/**
 * Songs are drawn around real ones. How far around is chosen so that, among as many songs as there are real ones, the median
 * distance to the nearest neighbour is theirs.
 *
 * @param background - M song vectors of real recordings, shape (D).
 */
export function createSongSimulator(background: readonly Float32Array[], tagCount: number, seed = 1): SongSimulator {
  const spread = measureSpread(background);
  const real = medianNearest(background);
  let [low, high] = [0, 1];
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2;
    if (medianNearest(sampleCentres(spread, middle, seed)) > real) low = middle;
    else high = middle;
  }
  const likeness = (low + high) / 2;
  return {
    song: (n) => simulateSong(n, spread, likeness, tagCount, seed),
    nearestDistance: { real, simulated: medianNearest(sampleCentres(spread, likeness, seed)) },
  };
}

function measureSpread(background: readonly Float32Array[]): Spread {
  const mean = new Float32Array(background[0]?.length ?? 0);
  for (const vector of background) addScaled(mean, vector, 1 / background.length);
  return { mean, deviations: background.map((vector) => vector.map((value, d) => value - (mean[d] as number))) };
}

function sampleCentres(spread: Spread, likeness: number, seed: number): Float32Array[] {
  return spread.deviations.map((_, n) => drawCentre(spread, likeness, createRandom(seed * 7919 + n)));
}

/** A song's centre: `likeness` of a real song's deviation, the rest a mixture that keeps the variance. */
function drawCentre(spread: Spread, likeness: number, random: Random): Float32Array {
  const centre = spread.mean.slice();
  addScaled(centre, pick(spread.deviations, random), likeness);
  addDirection(centre, spread, Math.sqrt(1 - likeness * likeness), random);
  return centre;
}

/** Adds a random direction with the covariance of the background, times `scale`. */
function addDirection(target: Float32Array, { deviations }: Spread, scale: number, random: Random): void {
  for (let i = 0; i < MIXED; i++)
    addScaled(target, pick(deviations, random), (scale * random.normal()) / Math.sqrt(MIXED));
}

function addScaled(target: Float32Array, vector: Float32Array, scale: number): void {
  for (let d = 0; d < target.length; d++) target[d] = (target[d] as number) + scale * (vector[d] as number);
}

function pick<T>(items: readonly T[], random: Random): T {
  return items[Math.floor(random.uniform() * items.length)] as T;
}

function simulateSong(n: number, spread: Spread, likeness: number, tagCount: number, seed: number): NewTrack {
  const random = createRandom(seed * 7919 + n);
  const centre = drawCentre(spread, likeness, random);
  const near = (start: Float32Array, share: number): Float32Array => {
    const vector = start.slice();
    addDirection(vector, spread, Math.sqrt(share), random);
    return vector;
  };
  const parts = Array.from({ length: Math.max(...FORM) + 1 }, () => near(centre, PART_SHARE));
  const clips = FORM.map((part, c) => ({
    startSeconds: CLIP_SECONDS * c,
    embedding: near(parts[part] as Float32Array, CLIP_SHARE),
    lufs: LOUDNESS_LUFS + 3 * random.normal(),
  }));
  const song = new Float32Array(centre.length);
  for (const { embedding } of clips) addScaled(song, embedding, 1 / clips.length);
  return {
    ...describe(n),
    durationSeconds: FORM.length * CLIP_SECONDS,
    tempoBpm: 60 + random.uniform() * 120,
    tempoConfidence: 0.5,
    key: 'A minor',
    keyConfidence: 0.3,
    loudnessDb: LOUDNESS_LUFS,
    song,
    tagLogits: Float32Array.from({ length: tagCount }, () => random.normal()),
    clips,
    sections: sectionsOf(FORM),
  };
}

/** A section wherever the part changes. */
function sectionsOf(form: readonly number[]): Segment[] {
  const starts = [...form.keys()].filter((c) => c === 0 || form[c] !== form[c - 1]);
  return starts.map((c, i) => ({
    startSeconds: c * CLIP_SECONDS,
    endSeconds: (starts[i + 1] ?? form.length) * CLIP_SECONDS,
    label: letterOf(form[c] as number),
    function: 'verse',
    confidence: 0.5,
  }));
}

function describe(n: number) {
  const path = `/music/Artist ${n % 1000}/Album ${n % 17}/Song number ${n}.mp3`;
  const trackId = createHash('sha256').update(String(n)).digest('hex').slice(0, 32);
  const names = { title: `Song number ${n}`, artist: `Artist ${n % 1000}`, album: `Album ${n % 17}` };
  return { trackId, path, ...names, genre: ['Rock'], year: 1960 + (n % 60) };
}

/** Median Euclidean distance of each vector to the nearest other one. */
function medianNearest(vectors: readonly Float32Array[]): number {
  const nearest = vectors.map((a, i) => {
    let best = Number.POSITIVE_INFINITY;
    for (const [j, b] of vectors.entries()) if (i !== j) best = Math.min(best, squaredDistance(a, b));
    return Math.sqrt(best);
  });
  return nearest.sort((a, b) => a - b)[Math.floor(nearest.length / 2)] ?? 0;
}

function squaredDistance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += ((a[d] as number) - (b[d] as number)) ** 2;
  return sum;
}
