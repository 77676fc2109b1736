/** How likely one section of a song repeats another. Legend: G = cells, C = size of a frame's embedding, K = functions. */
import type { TimeSpan } from '../types.js';
import { PITCH_CLASSES } from './frame-grid.js';
import { cellsWithin } from './section-grid.js';
import type { SongCells } from './song-cells.js';

/** A section as it is compared. */
export interface SectionPortrait {
  readonly seconds: number;
  /** Its cells, `[from, to)`. */
  readonly cells: readonly [from: number, to: number];
  /** What sounds in it, unit norm, shape (C). */
  readonly timbre: Float32Array;
  /** Sum of its chroma, shape (12). */
  readonly chroma: Float32Array;
  /** How likely it has each of K functions; null where nothing tells. */
  readonly purposes: readonly number[] | null;
}

/** What speaks for a repetition. */
export interface SectionPair {
  /** Cosine of what sounds. */
  readonly timbre: number;
  /** How alike the courses of chords and melody are, -1..1, the shorter laid where it fits the longer best. */
  readonly course: number;
  /** What the course gains in another key. */
  readonly transposed: number;
  /** Natural logarithm of the shorter length over the longer. */
  readonly lengths: number;
  /** How alike their functions are, 0..1: Bhattacharyya coefficient; null where nothing tells. */
  readonly purpose: number | null;
}

/**
 * Log odds of a repetition: the bias and what each value counts, where functions are known and where they are not.
 * Source: logistic regression on the sections found in training songs, whose truth is known: `training/structure/letters.py`.
 */
const ODDS = { bias: -6.768, timbre: 0.99, course: 3.869, transposed: 2.054, lengths: 0.802, purpose: 4.959 };
const ODDS_ALONE = { bias: -5.094, timbre: 1.794, course: 6.08, transposed: 3.877, lengths: 1.053, purpose: 0 };
/** Less likely than this with any course of chords: not worth measuring. */
const LEAST_ODDS = Math.log(0.1 / 0.9);
/** Share of the shorter that may hang over an end of the longer, and cells at most: what was cut two bars early is the same still. */
const OVERHANG = 0.25;
const LONGEST_OVERHANG = 8;

export function portraySection(
  { edges, timbre, timbreSize, chroma }: SongCells,
  span: TimeSpan,
  purposes: readonly number[] | null,
): SectionPortrait {
  const cells = cellsWithin(edges, span);
  const sound = sumRows(timbre, timbreSize, cells);
  const norm = Math.max(1e-9, Math.hypot(...sound));
  return {
    ...{ seconds: span.endSeconds - span.startSeconds, cells, purposes },
    timbre: sound.map((value) => value / norm),
    chroma: sumRows(chroma, PITCH_CLASSES, cells),
  };
}

/** @returns 0..1 */
export function repetitionLikelihood(song: SongCells, a: SectionPortrait, b: SectionPortrait): number {
  const beside = compareBeside(a, b);
  const most = oddsOf({ ...beside, course: 1, transposed: 0 });
  return sigmoid(most < LEAST_ODDS ? most : oddsOf({ ...beside, ...compareCourses(song, a, b) }));
}

export function compareSections(song: SongCells, a: SectionPortrait, b: SectionPortrait): SectionPair {
  return { ...compareBeside(a, b), ...compareCourses(song, a, b) };
}

/** What costs next to nothing. */
function compareBeside(a: SectionPortrait, b: SectionPortrait): Omit<SectionPair, 'course' | 'transposed'> {
  return {
    timbre: dot(a.timbre, b.timbre),
    lengths: -Math.abs(Math.log(a.seconds / b.seconds)),
    purpose: a.purposes && b.purposes ? overlap(a.purposes, b.purposes) : null,
  };
}

function compareCourses(
  song: SongCells,
  a: SectionPortrait,
  b: SectionPortrait,
): Pick<SectionPair, 'course' | 'transposed'> {
  const course = layCourse(song.chroma, a.cells, b.cells, 0);
  const step = likeliestStep(a.chroma, b.chroma);
  const moved = step === 0 ? course : layCourse(song.chroma, a.cells, b.cells, step);
  return { course, transposed: Math.max(0, moved - course) };
}

function oddsOf({ timbre, course, transposed, lengths, purpose }: SectionPair): number {
  const odds = purpose === null ? ODDS_ALONE : ODDS;
  const sound = odds.timbre * timbre + odds.course * course + odds.transposed * transposed;
  return odds.bias + sound + odds.lengths * lengths + odds.purpose * (purpose ?? 0);
}

/** Semitones by which the second must rise for its pitch classes to fall on those of the first. */
function likeliestStep(a: Float32Array, b: Float32Array): number {
  const fits = Array.from(a, (_, step) =>
    a.reduce((sum, value, p) => sum + value * (b[(p + step) % PITCH_CLASSES] as number), 0),
  );
  return fits.indexOf(Math.max(...fits));
}

/** Highest mean product of two stretches of unit rows, wherever the shorter is laid on the longer, the second read `step` pitch classes higher. */
function layCourse(
  chroma: Float32Array,
  [fromA, toA]: SectionPortrait['cells'],
  [fromB, toB]: SectionPortrait['cells'],
  step: number,
): number {
  const [a, b] = [toA - fromA, toB - fromB];
  const overhang = Math.min(LONGEST_OVERHANG, Math.floor(OVERHANG * Math.min(a, b)));
  let best = -1;
  for (let shift = Math.min(0, b - a) - overhang; shift <= Math.max(0, b - a) + overhang; shift++) {
    const [from, to] = [Math.max(0, -shift), Math.min(a, b - shift)];
    best = Math.max(best, productOfRows(chroma, [fromA + from, fromA + to], fromB + from + shift, step));
  }
  return best;
}

/** Mean product of the rows of a stretch with those of another. */
function productOfRows(
  chroma: Float32Array,
  [from, to]: readonly [number, number],
  against: number,
  step: number,
): number {
  const [first, end, second] = [from * PITCH_CLASSES, to * PITCH_CLASSES, against * PITCH_CLASSES];
  let sum = 0;
  for (let p = 0; p < PITCH_CLASSES; p++) {
    const offset = second - first + ((p + step) % PITCH_CLASSES) - p;
    for (let at = first + p; at < end; at += PITCH_CLASSES)
      sum += (chroma[at] as number) * (chroma[at + offset] as number);
  }
  return sum / (to - from);
}

function sumRows(rows: Float32Array, width: number, [from, to]: readonly [number, number]): Float32Array {
  const sums = new Float32Array(width);
  for (let g = from; g < to; g++)
    for (let c = 0; c < width; c++) sums[c] = (sums[c] as number) + (rows[g * width + c] as number);
  return sums;
}

function overlap(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, k) => sum + Math.sqrt(value * (b[k] as number)), 0);
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, c) => sum + value * (b[c] as number), 0);
}

function sigmoid(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}
