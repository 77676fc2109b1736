/** Beats as straight lines: stretches in which every beat lasts as long. What was heard trembles by the grid of the analysis; music does not. */
import type { Annotations } from '../annotations.js';

/** A beat by its number. */
export interface GridPoint {
  /** Counted from the first beat heard, which is 0; through breaks, too. */
  readonly beat: number;
  readonly seconds: number;
}

/** The song's beats, numbered, and the corners of the lines that they lie on. */
export interface BeatGrid {
  /** One a beat heard. */
  readonly points: readonly GridPoint[];
  /** From the first beat to the last, at least two; between two of them all beats are of one length. */
  readonly corners: readonly GridPoint[];
}

/** A beat may lie so far from its line; the ear hears more. */
const TOLERANCE_SECONDS = 0.018;
/** A corner goes where the line without it passes so near. */
const CORNER_SECONDS = 0.002;
/** No tolerance may turn beats round that follow each other closely. */
const TOLERANCE_BEATS = 1 / 8;
/** A gap of more usual beats than this is a break, not a slow beat. */
const LONGEST_BEAT = 2.5;
/** So many beats of a steady song lie on one line; the others are slips of hearing, as long as they are near it. */
const STEADY_SHARE = 0.9;
const SLIP_SECONDS = 0.04;

/** Null where there are not two beats. */
export function makeBeatGrid({ beats }: Pick<Annotations, 'beats'>): BeatGrid | null {
  if (beats.length < 2) return null;
  const usual = usualGap(beats);
  const points = numberBeats(beats, usual);
  const tolerance = Math.min(TOLERANCE_SECONDS, TOLERANCE_BEATS * usual);
  const line = steadyLineOf(points);
  const isOne = line !== null && points.every((point) => Math.abs(missOf(line, point)) <= SLIP_SECONDS);
  const corners = isOne ? cornersOf(line, points, 0, points.length - 1) : dropCorners(findLines(points, tolerance));
  return { points, corners };
}

/** The line that fits all beats best of a song in one tempo; null where there is none, as when the tempo changes. */
export function steadyLine(song: Pick<Annotations, 'beats'>): GridLine | null {
  const grid = makeBeatGrid(song);
  return grid && steadyLineOf(grid.points);
}

function steadyLineOf(points: readonly GridPoint[]): GridLine | null {
  const line = fitLine(points, 0, points.length - 1);
  const near = points.filter((point) => Math.abs(missOf(line, point)) <= TOLERANCE_SECONDS + CORNER_SECONDS);
  return near.length >= STEADY_SHARE * points.length ? line : null;
}

/** What programs that know one tempo a song are told: that of the beats in the export where they are steady, else the one heard. */
export function exportedBpm(song: Pick<Annotations, 'beats' | 'tempoBpm'>): number | null {
  const line = steadyLine(song);
  return line === null ? song.tempoBpm : 60 / line.secondsPerBeat;
}

function usualGap(beats: readonly number[]): number {
  const gaps = beats.slice(1).map((time, i) => time - (beats[i] as number));
  return gaps.sort((a, b) => a - b)[gaps.length >> 1] as number;
}

/** Counts on through a break in which no beat was heard. */
function numberBeats(beats: readonly number[], usual: number): GridPoint[] {
  let beat = 0;
  return beats.map((seconds, i) => {
    const gap = seconds - (beats[i - 1] ?? seconds);
    if (i > 0) beat += gap > LONGEST_BEAT * usual ? Math.round(gap / usual) : 1;
    return { beat, seconds };
  });
}

/** From a point on, every beat is of the same length. */
export interface GridLine extends GridPoint {
  readonly secondsPerBeat: number;
}

export const secondsAt = ({ beat, seconds, secondsPerBeat }: GridLine, at: number): number =>
  seconds + (at - beat) * secondsPerBeat;
const missOf = (line: GridLine, { beat, seconds }: GridPoint): number => secondsAt(line, beat) - seconds;

/** The ends of lines that miss none of their beats by more than the tolerance. Between two lines, one beat takes up the difference. */
function findLines(points: readonly GridPoint[], tolerance: number): GridPoint[] {
  const ends: GridPoint[] = [];
  for (let from = 0; from < points.length; ) {
    const to = reachOf(points, from, tolerance);
    ends.push(...cornersOf(fitLine(points, from, to), points, from, to));
    from = to + 1;
  }
  return ends;
}

function cornersOf(line: GridLine, points: readonly GridPoint[], from: number, to: number): GridPoint[] {
  const beats = new Set([from, to].map((i) => (points[i] as GridPoint).beat)); // one where the line is a point
  return Array.from(beats, (beat) => ({ beat, seconds: secondsAt(line, beat) }));
}

/** The last beat that one line from this beat on can reach: found in growing steps, then in shrinking ones. */
function reachOf(points: readonly GridPoint[], from: number, tolerance: number): number {
  const holds = (to: number): boolean => {
    if (to >= points.length) return false;
    const line = fitLine(points, from, to);
    for (let i = from; i <= to; i++) if (Math.abs(missOf(line, points[i] as GridPoint)) > tolerance) return false;
    return true;
  };
  let [to, step] = [from, 1];
  for (; holds(to + step); step *= 2) to += step;
  for (; step >= 1; step /= 2) if (holds(to + step)) to += step;
  return to;
}

/** The line of least squares through the beats `from` to `to`; through a single one, of no slope. */
function fitLine(points: readonly GridPoint[], from: number, to: number): GridLine {
  const count = to - from + 1;
  let [beat, seconds] = [0, 0];
  for (let i = from; i <= to; i++) {
    beat += (points[i] as GridPoint).beat / count;
    seconds += (points[i] as GridPoint).seconds / count;
  }
  let [square, product] = [0, 0];
  for (let i = from; i <= to; i++) {
    const point = points[i] as GridPoint;
    square += (point.beat - beat) ** 2;
    product += (point.beat - beat) * (point.seconds - seconds);
  }
  return { beat, seconds, secondsPerBeat: square === 0 ? 0 : product / square };
}

/** Without the corners that a straight line passes within {@link CORNER_SECONDS}. */
export function dropCorners(corners: readonly GridPoint[]): GridPoint[] {
  const [first, ...rest] = corners as [GridPoint, ...GridPoint[]];
  const kept = [first];
  let passed: GridPoint[] = [];
  for (const [i, corner] of rest.entries()) {
    const next = rest[i + 1];
    const last = kept.at(-1) as GridPoint;
    passed.push(corner);
    if (next !== undefined && passed.every((one) => Math.abs(missOf(lineThrough(last, next), one)) <= CORNER_SECONDS))
      continue;
    kept.push(corner);
    passed = [];
  }
  return kept;
}

/** @param next - of a later beat. */
export function lineThrough(start: GridPoint, next: GridPoint): GridLine {
  return { ...start, secondsPerBeat: (next.seconds - start.seconds) / (next.beat - start.beat) };
}
