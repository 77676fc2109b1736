/** Where sections begin, of everywhere they might: the likeliest course of beginnings and lengths. Legend: G = cells. */
import type { TimeSpan } from '../types.js';
import type { Boundary } from './pick-boundaries.js';
import type { CellEdges } from './section-grid.js';

export interface PlaceOptions {
  /** Probability that counts neither for nor against a beginning. */
  readonly threshold: number;
  /** The length that sections most often have; half and double of it are less likely. */
  readonly typicalSeconds: number;
}

/** Two sections never begin closer than this. */
const SHORTEST_SECONDS = 6;
/** Longer ones are only thought of where nothing else begins: bounds the work for recordings of hours. */
const LONGEST_SECONDS = 600;
/** What a length costs, times the square of its logarithm against the typical one. */
const LENGTH_WEIGHT = 1;
/**
 * Longer sections are rare, 73 of 9,677 in the annotations of the Harmonix Set (Nieto et al. 2019); what they cost besides, times the logarithm
 * of how much longer they are (docs/decisions/0036).
 */
const LONG_SECONDS = 60;
const LONG_WEIGHT = 4;
/** Less likely beginnings are not looked at. */
const LEAST_PROBABILITY = 0.05;

/**
 * @param begins - probability that a section begins with each cell, shape (G).
 * @param edges - G + 1 rising times in seconds.
 * @returns in playing order, neither the start nor the end of the song among them.
 */
export function placeSections(begins: Float32Array, edges: Float64Array, options: PlaceOptions): Boundary[] {
  const end = edges.at(-1) as number;
  const inner = [...begins.keys()]
    .map((g): Boundary => ({ seconds: edges[g] as number, strength: begins[g] as number }))
    .filter(({ seconds, strength }) => strength >= LEAST_PROBABILITY && isInside(seconds, end));
  const points = [{ seconds: 0, strength: 1 }, ...inner, { seconds: end, strength: 1 }];
  const totals = [0];
  const from = [0];
  for (let to = 1; to < points.length; to++) {
    const point = points[to] as Boundary;
    const gain = to < points.length - 1 ? logOdds(point.strength) - logOdds(options.threshold) : 0;
    let [best, choice] = [Number.NEGATIVE_INFINITY, 0];
    for (let before = to - 1; before >= 0; before--) {
      const length = point.seconds - (points[before] as Boundary).seconds;
      if (length < SHORTEST_SECONDS && !(before === 0 && to === points.length - 1)) continue;
      if (length > LONGEST_SECONDS && best > Number.NEGATIVE_INFINITY) break;
      const total = (totals[before] as number) - lengthCost(length, options.typicalSeconds);
      if (total > best) [best, choice] = [total, before];
    }
    totals.push(best + gain);
    from.push(choice);
  }
  return trace(points, from);
}

/** The sections that boundaries cut a song into, in playing order, without gaps. */
export function spansBetween(boundaries: readonly Boundary[], { edges }: Pick<CellEdges, 'edges'>): TimeSpan[] {
  const times = [0, ...boundaries.map(({ seconds }) => seconds), edges.at(-1) as number];
  return times.slice(1).map((endSeconds, i) => ({ startSeconds: times[i] as number, endSeconds }));
}

function isInside(seconds: number, end: number): boolean {
  return seconds >= SHORTEST_SECONDS && end - seconds >= SHORTEST_SECONDS;
}

function logOdds(probability: number): number {
  const kept = Math.max(1e-4, Math.min(1 - 1e-4, probability));
  return Math.log(kept / (1 - kept));
}

function lengthCost(seconds: number, typicalSeconds: number): number {
  const long = Math.max(0, Math.log(seconds / LONG_SECONDS));
  return LENGTH_WEIGHT * Math.log(Math.max(1, seconds) / typicalSeconds) ** 2 + LONG_WEIGHT * long;
}

function trace(points: readonly Boundary[], from: readonly number[]): Boundary[] {
  const course: Boundary[] = [];
  for (let at = from[points.length - 1] as number; at > 0; at = from[at] as number) course.push(points[at] as Boundary);
  return course.reverse();
}
