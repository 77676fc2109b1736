/**
 * Beats as a map from seconds to musical time, as DAWs keep it: stretches of one tempo, and metres.
 * A beat is a quarter note. Musical time begins with the file, so beats before the first downbeat become a bar of their own.
 */
import type { Annotations } from '../annotations.js';

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
/** A beat may lie so far from an even grid before a new tempo is written; the ear hears more than 20 ms. */
const TOLERANCE_SECONDS = 0.01;
/** A gap of more usual beats than this is a break, not a slow beat. */
const LONGEST_BEAT = 2.5;
/** Less than this before the first downbeat is no bar, only the encoder's silence. */
const SHORTEST_LEAD_BEATS = 1 / 16;

/** The tempo map of a song; one of 120 BPM in 4/4 where there is no beat. */
export function makeTempoMap(song: Pick<Annotations, 'beats' | 'downbeats' | 'tempoBpm'>): TempoMap {
  const { beats, downbeats } = song;
  const [first, second] = beats;
  if (first === undefined || second === undefined) {
    const secondsPerBeat = 60 / (song.tempoBpm ?? DEFAULT_BPM);
    return {
      stretches: [{ startSeconds: 0, startBeat: 0, secondsPerBeat }],
      metres: [{ startBeat: 0, beatsPerBar: DEFAULT_BEATS_PER_BAR }],
    };
  }
  const lead = first / (second - first);
  const anchors = numberBeats(beats, lead < SHORTEST_LEAD_BEATS ? 0 : Math.max(1, Math.round(lead)));
  const starts = new Set(downbeats);
  const bars = anchors.filter(({ seconds }) => starts.has(seconds)).map(({ beat }) => beat);
  if ((anchors[0] as Anchor).beat === 0) anchors[0] = { seconds: 0, beat: 0 };
  else anchors.unshift({ seconds: 0, beat: 0 });
  return { stretches: joinSteady(anchors), metres: findMetres(bars) };
}

/** Counts on through a break in which no beat was heard. */
function numberBeats(beats: readonly number[], leadBeats: number): Anchor[] {
  const gaps = beats.slice(1).map((time, i) => time - (beats[i] as number));
  const usual = [...gaps].sort((a, b) => a - b)[gaps.length >> 1] as number;
  let beat = leadBeats;
  return beats.map((seconds, i) => {
    const gap = gaps[i - 1];
    if (gap !== undefined) beat += gap > LONGEST_BEAT * usual ? Math.round(gap / usual) : 1;
    return { seconds, beat };
  });
}

interface Anchor {
  readonly seconds: number;
  readonly beat: number;
}

/**
 * Joins neighbouring beats into stretches of one tempo that miss none of them by more than the tolerance. A stretch ends on a beat,
 * so errors never add up.
 * Source: the swinging-door compression of Bristol 1990 (US patent 4,669,097, expired), with end points on samples.
 */
function joinSteady(anchors: readonly Anchor[]): TempoStretch[] {
  const stretches: TempoStretch[] = [];
  for (let from = 0; from < anchors.length - 1; ) {
    const start = anchors[from] as Anchor;
    let [low, high] = [0, Number.POSITIVE_INFINITY];
    let to = from + 1;
    for (let next = from + 1; next < anchors.length; next++) {
      const { seconds, beat } = anchors[next] as Anchor;
      const length = beat - start.beat;
      const slope = (seconds - start.seconds) / length;
      if (slope >= low && slope <= high) to = next;
      low = Math.max(low, (seconds - start.seconds - TOLERANCE_SECONDS) / length);
      high = Math.min(high, (seconds - start.seconds + TOLERANCE_SECONDS) / length);
      if (low > high) break;
    }
    const end = anchors[to] as Anchor;
    const secondsPerBeat = (end.seconds - start.seconds) / (end.beat - start.beat);
    stretches.push({ startSeconds: start.seconds, startBeat: start.beat, secondsPerBeat });
    from = to;
  }
  return stretches;
}

/**
 * The bar before the first downbeat takes what is left over; afterwards a metre is written where the length of bars changes.
 *
 * @param bars - where bars begin, in beats.
 */
function findMetres(bars: readonly number[]): MetreChange[] {
  const lengths = bars.slice(1).map((beat, i) => beat - (bars[i] as number));
  const usual = lengths[0] ?? DEFAULT_BEATS_PER_BAR;
  const [firstBar = 0] = bars;
  const metres: MetreChange[] = [];
  const add = (startBeat: number, beatsPerBar: number): void => {
    if (metres.at(-1)?.beatsPerBar !== beatsPerBar) metres.push({ startBeat, beatsPerBar });
  };
  const pickup = firstBar % usual;
  if (pickup > 0) add(0, pickup);
  if (firstBar > pickup) add(pickup, usual);
  for (const [i, beatsPerBar] of lengths.entries()) add(bars[i] as number, beatsPerBar);
  if (metres.at(-1) === undefined || lengths.length === 0) add(firstBar, usual);
  return metres;
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
  const hundredths = Math.round(toBeats(map, seconds) * 100);
  let bar = 1;
  let metre = map.metres[0] as MetreChange;
  for (const next of map.metres.slice(1)) {
    if (next.startBeat * 100 > hundredths) break;
    bar += Math.round((next.startBeat - metre.startBeat) / metre.beatsPerBar);
    metre = next;
  }
  const inside = hundredths - metre.startBeat * 100;
  const barLength = metre.beatsPerBar * 100;
  const rest = inside % barLength;
  return `${bar + Math.floor(inside / barLength)}.${Math.floor(rest / 100) + 1}.${String(rest % 100).padStart(2, '0')}`;
}

/** `4.0.00`: a length in bars, beats and hundredths, counted from 0, in the metre of its start. */
export function formatBarsLength(map: TempoMap, startSeconds: number, endSeconds: number): string {
  const start = toBeats(map, startSeconds);
  const { beatsPerBar } = map.metres.findLast(({ startBeat }) => startBeat <= start + 0.005) as MetreChange;
  const hundredths = Math.round((toBeats(map, endSeconds) - start) * 100);
  const rest = hundredths % (beatsPerBar * 100);
  const bars = Math.floor(hundredths / (beatsPerBar * 100));
  return `${bars}.${Math.floor(rest / 100)}.${String(rest % 100).padStart(2, '0')}`;
}
