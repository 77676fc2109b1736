/** Letters for sections: those that repeat each other share one. Legend: G = cells, S = sections. */
import type { TimeSpan } from '../types.js';
import { type FrameGrid, PITCH_CLASSES } from './frame-grid.js';

/** How alike two sections must be, from 0 to 1, to bear one letter. */
const SAME_LETTER = 0.65;
/** Likeness that is too little to be worth measuring: mean linkage would need a twin to outweigh it. */
const LEAST_LIKENESS = 0.5;
/** Columns that a section is read at when its course is compared. */
const COLUMNS = 24;
/** Columns by which two sections may be shifted against each other. */
const SHIFTS = [0, -1, 1, -2, 2];
/** What a transposed repetition loses, so that a plain one is preferred. */
const TRANSPOSITION_LOSS = 0.1;
const TIMBRE_SHARE = 0.5;
/** Duration ratio below which the likeness of two sections is reduced. */
const COMPARABLE_RATIO = 0.5;

/**
 * @param sections - S spans in playing order.
 * @returns S letters, in order of appearance from A; after Z comes AA.
 * Source: agglomerative clustering by mean linkage, on section-to-section similarities as in Paulus, Müller & Klapuri 2010, "Audio-based music structure analysis", section 4.
 */
export function labelRepetitions(grid: FrameGrid, sections: readonly TimeSpan[]): string[] {
  const portraits = sections.map((section) => portray(grid, section));
  const clusters = cluster(portraits);
  const letters = new Map<number, string>();
  return clusters.map((id) => {
    const letter = letters.get(id) ?? letterOf(letters.size);
    letters.set(id, letter);
    return letter;
  });
}

export function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last;
}

/** A section in a fixed number of columns. */
interface Portrait {
  readonly seconds: number;
  readonly timbre: Float32Array;
  /** Shape (COLUMNS × 12). */
  readonly chroma: Float32Array;
}

function portray(grid: FrameGrid, { startSeconds, endSeconds }: TimeSpan): Portrait {
  const first = Math.min(grid.count - 1, Math.round(startSeconds / grid.secondsPerCell));
  const last = Math.max(first + 1, Math.min(grid.count, Math.round(endSeconds / grid.secondsPerCell)));
  const timbre = new Float32Array(grid.timbreSize);
  for (let g = first; g < last; g++)
    for (let c = 0; c < grid.timbreSize; c++)
      timbre[c] = (timbre[c] as number) + (grid.timbre[g * grid.timbreSize + c] as number);
  const chroma = new Float32Array(COLUMNS * PITCH_CLASSES);
  for (let column = 0; column < COLUMNS; column++) {
    const from = first + Math.floor((column * (last - first)) / COLUMNS);
    const to = Math.max(from + 1, first + Math.floor(((column + 1) * (last - first)) / COLUMNS));
    for (let g = from; g < to; g++)
      for (let p = 0; p < PITCH_CLASSES; p++)
        chroma[column * PITCH_CLASSES + p] =
          (chroma[column * PITCH_CLASSES + p] as number) + (grid.chroma[g * PITCH_CLASSES + p] as number) / (to - from);
  }
  return { seconds: endSeconds - startSeconds, timbre: unit(timbre), chroma };
}

function unit(vector: Float32Array): Float32Array {
  const norm = Math.hypot(...vector);
  return norm > 1e-9 ? vector.map((value) => value / norm) : vector;
}

/** 0..1 */
function likeness(a: Portrait, b: Portrait): number {
  const timbre = (1 + a.timbre.reduce((sum, value, c) => sum + value * (b.timbre[c] as number), 0)) / 2;
  const ratio = Math.min(a.seconds, b.seconds) / Math.max(a.seconds, b.seconds);
  const comparable = Math.min(1, ratio / COMPARABLE_RATIO);
  const most = comparable * (TIMBRE_SHARE * timbre + 1 - TIMBRE_SHARE);
  if (most <= LEAST_LIKENESS) return most; // no course of chords could make them alike
  let course = 0;
  for (let step = 0; step < PITCH_CLASSES; step++) {
    const loss = step === 0 ? 0 : TRANSPOSITION_LOSS;
    for (const shift of SHIFTS) course = Math.max(course, correlateCourse(a.chroma, b.chroma, shift, step) - loss);
  }
  return comparable * (TIMBRE_SHARE * timbre + (1 - TIMBRE_SHARE) * course);
}

/** Correlation of two courses of chroma, the second shifted by columns and transposed by semitones. */
function correlateCourse(a: Float32Array, b: Float32Array, shift: number, step: number): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (let column = Math.max(0, -shift); column < COLUMNS - Math.max(0, shift); column++)
    for (let p = 0; p < PITCH_CLASSES; p++) {
      const x = a[column * PITCH_CLASSES + p] as number;
      const y = b[(column + shift) * PITCH_CLASSES + ((p + step) % PITCH_CLASSES)] as number;
      ab += x * y;
      aa += x * x;
      bb += y * y;
    }
  return ab / Math.sqrt(Math.max(1e-12, aa * bb));
}

/** Joins the two likest clusters until none are like enough; returns a cluster number per section. */
function cluster(portraits: readonly Portrait[]): number[] {
  const count = portraits.length;
  const like = new Float64Array(count * count).fill(-1);
  for (let i = 0; i < count; i++)
    for (let j = 0; j < i; j++) {
      like[i * count + j] = likeness(portraits[i] as Portrait, portraits[j] as Portrait);
      like[j * count + i] = like[i * count + j] as number;
    }
  const sizes = new Array<number>(count).fill(1);
  const clusterOf = portraits.map((_, index) => index);
  for (;;) {
    const best = like.reduce((top, value, at) => (value > (like[top] as number) ? at : top), 0);
    if (!((like[best] ?? -1) > SAME_LETTER)) return clusterOf;
    const [kept, gone] = [Math.floor(best / count), best % count];
    mergeClusters(like, sizes, kept, gone);
    for (const [index, id] of clusterOf.entries()) if (id === gone) clusterOf[index] = kept;
  }
}

/** Mean linkage: the likeness of a joined cluster is the mean over its members. */
function mergeClusters(like: Float64Array, sizes: number[], kept: number, gone: number): void {
  const count = sizes.length;
  const [a, b] = [sizes[kept] as number, sizes[gone] as number];
  for (let other = 0; other < count; other++) {
    const [own, theirs] = [like[kept * count + other] as number, like[gone * count + other] as number];
    if (own >= 0 && theirs >= 0 && other !== kept) {
      like[kept * count + other] = (a * own + b * theirs) / (a + b);
      like[other * count + kept] = like[kept * count + other] as number;
    }
    like[gone * count + other] = -1;
    like[other * count + gone] = -1;
  }
  sizes[kept] = a + b;
}
