/**
 * Beats as a map from seconds to musical time, as DAWs keep it: stretches of one tempo, and metres.
 * A beat is a quarter note. Musical time begins with the file, so what comes before the first downbeat becomes a bar of its own.
 */
import type { Annotations } from '../annotations.js';
import { type BeatGrid, dropCorners, type GridPoint, lineThrough, makeBeatGrid } from './beat-grid.js';

/** From here on every beat is of the same length. */
export interface TempoStretch {
  readonly startSeconds: number;
  /** In beats since the start of the song. */
  readonly startBeat: number;
  readonly secondsPerBeat: number;
}

export interface MetreChange {
  /** In beats since the start of the song. */
  readonly startBeat: number;
  /** Of the first bar also parts of a beat, in eighths. */
  readonly beatsPerBar: number;
}

export interface TempoMap {
  /** At least one; the first begins at 0. */
  readonly stretches: readonly TempoStretch[];
  /** At least one; the first begins at 0. */
  readonly metres: readonly MetreChange[];
}

/** Where nothing is known, what every DAW takes. */
const DEFAULT_BPM = 120;
const DEFAULT_BEATS_PER_BAR = 4;
/** Less than this before the first beat is no lead, only the encoder's silence: the first beat is then taken to be at 0. */
const SHORTEST_LEAD_BEATS = 1 / 16;
/** What a lead is rounded to, in beats: the coarsest that leaves its tempo plausible. Programs take no shorter note than a 32nd for granted. */
const LEAD_UNITS = [1, 1 / 2, 1 / 4, 1 / 8] as const;
/** So much quicker or slower than the song a lead may be. */
const PLAUSIBLE_RATIO = 1.25;

/** The tempo map of a song; one of 120 BPM in 4/4 where there is no beat. */
export function makeTempoMap(song: Pick<Annotations, 'beats' | 'downbeats' | 'tempoBpm'>): TempoMap {
  const grid = makeBeatGrid(song);
  if (grid === null) {
    const secondsPerBeat = 60 / (song.tempoBpm ?? DEFAULT_BPM);
    return {
      stretches: [{ startSeconds: 0, startBeat: 0, secondsPerBeat }],
      metres: [{ startBeat: 0, beatsPerBar: DEFAULT_BEATS_PER_BAR }],
    };
  }
  const leadBeats = chooseLead(grid.corners);
  const corners = grid.corners.map(({ beat, seconds }) => ({ beat: beat + leadBeats, seconds }));
  const metres = findMetres(grid, song.downbeats).map((metre) => ({
    ...metre,
    startBeat: metre.startBeat + leadBeats,
  }));
  return { stretches: stretchesOf(dropCorners(withLead(corners))), metres: withFirstBar(metres) };
}

/** How long the time before the first beat is in the tempo of that beat, rounded so that it fits into a bar. */
function chooseLead([first, second]: readonly GridPoint[]): number {
  const { seconds } = first as GridPoint;
  const exact = seconds / lineThrough(first as GridPoint, second as GridPoint).secondsPerBeat;
  if (exact < SHORTEST_LEAD_BEATS) return 0;
  const rounded = LEAD_UNITS.map((unit) => Math.round(exact / unit) * unit);
  const isPlausible = (beats: number): boolean => beats <= exact * PLAUSIBLE_RATIO && beats >= exact / PLAUSIBLE_RATIO;
  return rounded.find(isPlausible) ?? Math.max(rounded.at(-1) as number, LEAD_UNITS.at(-1) as number);
}

/** Musical time begins at 0: by a stretch of its own before the first beat, or where there is no lead, by a first beat that begins there. */
function withLead(corners: readonly GridPoint[]): GridPoint[] {
  const start = { beat: 0, seconds: 0 };
  const [first, second, ...rest] = corners as [GridPoint, GridPoint, ...GridPoint[]];
  if (first.beat > 0) return [start, ...corners];
  const { seconds, secondsPerBeat } = lineThrough(first, second);
  const next = { beat: 1, seconds: seconds + secondsPerBeat };
  return [start, ...(second.beat > 1 ? [next] : []), second, ...rest];
}

function stretchesOf(corners: readonly GridPoint[]): TempoStretch[] {
  return corners.slice(0, -1).map((corner, i) => ({
    startSeconds: corner.seconds,
    startBeat: corner.beat,
    secondsPerBeat: lineThrough(corner, corners[i + 1] as GridPoint).secondsPerBeat,
  }));
}

/**
 * A metre wherever the length of bars changes, the first at the first downbeat; beats are counted as in the grid.
 * A bar of more than two usual ones is a break: it is counted through, and what is left over is the last bar of it.
 */
export function findMetres({ points }: BeatGrid, downbeats: readonly number[]): MetreChange[] {
  const starts = new Set(downbeats);
  const bars = points.filter(({ seconds }) => starts.has(seconds)).map(({ beat }) => beat);
  const lengths = bars.slice(1).map((beat, i) => beat - (bars[i] as number));
  const usual = lengths[0] ?? DEFAULT_BEATS_PER_BAR;
  const metres: MetreChange[] = [];
  const add = (startBeat: number, beatsPerBar: number): void => {
    if (metres.at(-1)?.beatsPerBar !== beatsPerBar) metres.push({ startBeat, beatsPerBar });
  };
  add(bars[0] ?? 0, usual);
  for (const [i, length] of lengths.entries()) {
    const start = bars[i] as number;
    const rest = length > 2 * usual ? length % usual : 0;
    add(start, length > 2 * usual ? usual : length);
    if (rest > 0) add(start + length - rest, rest);
  }
  return metres;
}

/** The bar before the first downbeat takes what is left over. */
function withFirstBar(metres: readonly MetreChange[]): MetreChange[] {
  const { startBeat, beatsPerBar } = metres[0] as MetreChange;
  const pickup = startBeat % beatsPerBar;
  const first = pickup > 0 ? [{ startBeat: 0, beatsPerBar: pickup }] : [];
  return [...first, { startBeat: pickup, beatsPerBar }, ...metres.slice(1)];
}

/** Musical time of a moment, in beats since the start of the song. */
export function toBeats(map: TempoMap, seconds: number): number {
  const stretch = map.stretches.findLast(({ startSeconds }) => startSeconds <= seconds) as TempoStretch;
  return stretch.startBeat + (seconds - stretch.startSeconds) / stretch.secondsPerBeat;
}

/** Inverse of {@link toBeats}. */
export function toSeconds(map: TempoMap, beats: number): number {
  const stretch = map.stretches.findLast(({ startBeat }) => startBeat <= beats) as TempoStretch;
  return stretch.startSeconds + (beats - stretch.startBeat) * stretch.secondsPerBeat;
}

/** `12.3.50`: bar and beat from 1, and hundredths of a beat, as REAPER and others write musical time. */
export function formatBars(map: TempoMap, seconds: number): string {
  const beats = toBeats(map, seconds);
  let bar = 1;
  let metre = map.metres[0] as MetreChange;
  for (const next of map.metres.slice(1)) {
    if (Math.round((beats - next.startBeat) * 100) < 0) break;
    bar += Math.round((next.startBeat - metre.startBeat) / metre.beatsPerBar);
    metre = next;
  }
  const inside = Math.round((beats - metre.startBeat) * 100);
  const barLength = Math.round(metre.beatsPerBar * 100);
  const rest = inside % barLength;
  return `${bar + Math.floor(inside / barLength)}.${Math.floor(rest / 100) + 1}.${String(rest % 100).padStart(2, '0')}`;
}

/** `4.0.00`: a length in bars, beats and hundredths, counted from 0, in the metre of its start. */
export function formatBarsLength(map: TempoMap, startSeconds: number, endSeconds: number): string {
  const start = toBeats(map, startSeconds);
  const { beatsPerBar } = map.metres.findLast(({ startBeat }) => startBeat <= start + 0.005) as MetreChange;
  const hundredths = Math.round((toBeats(map, endSeconds) - start) * 100);
  const barLength = Math.round(beatsPerBar * 100);
  const rest = hundredths % barLength;
  const bars = Math.floor(hundredths / barLength);
  return `${bars}.${Math.floor(rest / 100)}.${String(rest % 100).padStart(2, '0')}`;
}
