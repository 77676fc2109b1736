/** Tempo, key and length that stand in a description: measured rather than heard, they nudge a score and never filter. */
import type { Mode } from '../embed/key-names.js';
import { keyOdds, lengthOdds, modeOdds, tempoFigureOdds } from './fact-odds.js';
import { levelOdds, type ToldLevels } from './story/level-odds.js';
import { ROUGHLY } from './story/patterns.js';
import { readToldMode, readToldTempo, type ToldTempo, tempoOdds } from './tempo-words.js';
import { boundBehind, boundWords, joinBounds, type Range, rangeWords, type Told } from './told-bounds.js';
import { readToldKey } from './told-key.js';
import { readToldLength, tellsOfSong } from './told-length.js';

export interface MeasuredHints {
  /** Beats a minute, lowest and highest. */
  readonly tempoBpm: Range | null;
  /** Tonic and mode, such as `A minor`. */
  readonly key: string | null;
  readonly durationSeconds: Range | null;
  /** The one tempo and length that are told, where no range or bound is. */
  readonly figures: Readonly<Record<'tempoBpm' | 'durationSeconds', number | null>>;
  /** What is said of tempo and mode where no figure and no tonic is told. */
  readonly toldTempo: ToldTempo | null;
  readonly toldMode: Mode | null;
  /** The words that say so, as they are written. */
  readonly phrases: Readonly<Record<'tempoBpm' | 'key' | 'durationSeconds', readonly string[]>>;
}

/** What is known of a track without listening to it; null where it is not known. */
export interface TrackFacts {
  readonly tempoBpm: number | null;
  readonly key: string | null;
  readonly durationSeconds: number;
}

/** The same, as the library keeps it. */
export interface MeasuredFacts extends TrackFacts {
  /** Of the key, 0..1. */
  readonly keyConfidence: number;
}

/** One tempo matches within 4 %. Source: the tolerance of tempo evaluation (Gouyon et al. 2006), also used by mir_eval. */
const TEMPO_TOLERANCE = 0.04;
const compile = (source: string): RegExp => new RegExp(source, 'gi');
const BEATS = String.raw`\d{2,3}(?:\.\d+)?`;
const BPM = String.raw`(?:bpm|beats?\s+(?:per|a|in\s+a|every)\s+minute)`;
/** "Tempo is about", "BPM:"; as it is notated: "♩ =", "quarter note equals", "BPM=", "tempo_bpm:". */
const NAMED = [
  String.raw`(?:\b(?:tempo(?::|\s+is)?(?:\s+of)?|bpm(?::|\s+is)?)\s+`,
  String.raw`|(?<![\w♩])(?:[♩♪]|(?:quarter|half|eighth)(?:[\s-]+note)?|crotchet|minim|(?:tempo[\s_])?bpm|tempo)\s*(?:=|≈|~|:|equals?)\s*)`,
  String.raw`(?:(?:${ROUGHLY})\s+|~\s*)?`,
].join('');
const COMPARATIVES = { less: 'slower|less|under|below', more: 'faster|quicker|more|over|above' };
const { before, between } = rangeWords(COMPARATIVES);
const RANGE = `${before}(?<low>${BEATS})${between}(?<beats>${BEATS})`;
const BOUND = boundWords(COMPARATIVES);
const TEMPO_RANGES = [String.raw`\b${RANGE}\s*${BPM}\b`, String.raw`${NAMED}${RANGE}\b`].map(compile);
const TEMPI = [
  String.raw`(?:(?:\b|(?=[<≤>≥]))${BOUND}\s*)?\b(?<beats>${BEATS})(?<leastSign>\+)?\s*-?\s*${BPM}\b(?:${boundBehind(COMPARATIVES)})?`,
  String.raw`\bmetronome\s+(?:(?:is|set|reads|says|ticks|at|to|of|on)\s+)+(?<beats>${BEATS})\b`,
  String.raw`\b(?<beats>${BEATS})(?:\s+beats)?\s+to\s+the\s+minute\b`,
  String.raw`${NAMED}(?:${BOUND}\s*)?(?<beats>${BEATS})\b(?<leastSign>\+)?(?:\s*${BPM}\b)?(?:${boundBehind(COMPARATIVES)})?`,
].map(compile);

/** @param text - what is wanted, without what is avoided. */
export function findMeasuredHints(text: string): MeasuredHints {
  const tempo = readTempo(text);
  const key = readToldKey(text);
  const length = readToldLength(text);
  return {
    tempoBpm: tempo?.range ?? null,
    key: key?.name ?? null,
    durationSeconds: length?.range ?? null,
    figures: { tempoBpm: tempo?.figure ?? null, durationSeconds: length?.figure ?? null },
    toldTempo: tempo ? null : readToldTempo(text),
    toldMode: key ? null : readToldMode(text),
    phrases: { tempoBpm: tempo?.phrases ?? [], key: key ? [key.phrase] : [], durationSeconds: length?.phrases ?? [] },
  };
}

function readTempo(text: string): Told | null {
  const tempi = TEMPO_RANGES.some((pattern) => text.search(pattern) >= 0) ? TEMPO_RANGES : TEMPI;
  const all = tempi.flatMap((pattern) => Array.from(text.matchAll(pattern)));
  const matches = all.filter((match) => tellsOfSong(text, match.index));
  return joinBounds(matches.sort((a, b) => a.index - b.index).map(tempoOf));
}

function tempoOf({ 0: phrase, groups = {} }: RegExpMatchArray): Told {
  const { low, beats } = groups;
  const most = groups.most ?? groups.mostBehind;
  const least = groups.least ?? groups.leastBehind ?? groups.leastSign;
  const value = Number(beats);
  if (low !== undefined)
    return { phrases: [phrase], range: [Math.min(Number(low), value), Math.max(Number(low), value)] };
  if (most) return { phrases: [phrase], range: [0, value] };
  if (least) return { phrases: [phrase], range: [value, Number.MAX_VALUE] };
  return { phrases: [phrase], range: [value * (1 - TEMPO_TOLERANCE), value * (1 + TEMPO_TOLERANCE)], figure: value };
}

/** Whether anything is said that is measured rather than heard. */
export const isMeasured = ({ phrases, toldTempo, toldMode }: MeasuredHints): boolean =>
  toldTempo !== null || toldMode !== null || Object.values(phrases).some((told) => told.length > 0);

export const inRange = (value: number | null, range: Range | null): boolean =>
  value !== null && range !== null && value >= range[0] && value <= range[1];

/** @returns how many of the measured things the track fits. */
export function countFits(hints: MeasuredHints, facts: TrackFacts): number {
  const fits = [
    inRange(facts.tempoBpm, hints.tempoBpm),
    hints.key !== null && hints.key === facts.key,
    inRange(facts.durationSeconds, hints.durationSeconds),
  ];
  return fits.filter(Boolean).length;
}

/**
 * What a nat of the odds of something told is worth, in standard deviations of what is heard: beside what is heard, and where nothing else is said,
 * so that there is little to hear. Chosen on validation (docs/decisions/0038-told-loudness.md, 0049-as-people-tag.md).
 */
export const NAT_WORTH = { beside: 0.25, alone: 1 };

/** @param lufs - mean loudness of the clips. @returns how far the course of loudness speaks for a song, in nats: 0 where nothing is told or known. */
export function oddsOfLevels(told: ToldLevels | null, lufs: ArrayLike<number> | null, hopSeconds: number): number {
  return told && lufs ? levelOdds(told, lufs, hopSeconds) : 0;
}

/** @returns how far a track's facts speak for it, in nats: 0 where nothing is asked or known. */
export function oddsOfFacts(hints: MeasuredHints, facts: MeasuredFacts): number {
  const { tempoBpm, durationSeconds } = facts;
  const length = hints.durationSeconds
    ? lengthOdds(hints.durationSeconds, hints.figures.durationSeconds, durationSeconds)
    : 0;
  const tempo = tempoBpm === null ? 0 : oddsOfTempo(hints, tempoBpm);
  return length + tempo + oddsOfKey(hints, facts);
}

function oddsOfTempo({ tempoBpm, figures, toldTempo }: MeasuredHints, measured: number): number {
  if (tempoBpm) return tempoFigureOdds(tempoBpm, figures.tempoBpm, measured);
  return toldTempo ? tempoOdds(toldTempo, measured) : 0;
}

function oddsOfKey(told: MeasuredHints, { key, keyConfidence }: MeasuredFacts): number {
  if (key === null) return 0;
  if (told.key !== null) return keyOdds(told.key, key, keyConfidence);
  return told.toldMode ? modeOdds(told.toldMode, key, keyConfidence) : 0;
}
