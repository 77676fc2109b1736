/**
 * How far measured tempo, key and length speak for what a description says of them: odds against songs at large, in nats. They are above 0 where
 * the song fits, below where it does not, and know how measurements go wrong, so that half the tempo or the relative key is no contradiction.
 */
import { KEY_NAMES, type Mode } from '../embed/key-names.js';
import { type KeyRelation, relateKeys } from '../embed/key-relation.js';
import type { Range } from './told-bounds.js';

/** How a figure is told, measured and distributed; all widths in octaves. */
interface Scale {
  /** Of songs at large: the median, and the scale of a logistic distribution. */
  readonly median: number;
  readonly spread: number;
  /** Deviation of a figure that is told from the one that is measured: as a rule, and where people round. */
  readonly exact: number;
  readonly rounded: number;
  /** Share of songs measured at twice or half of what is told. */
  readonly otherLevel: number;
  /** Share of songs of which something else is told than what is measured. */
  readonly wrong: number;
}

/**
 * Of measured tempi, so many are twice or half of what people tap, and so many are others than is told: where a prompt told a generator what to play,
 * half of them (docs/decisions/0049-as-people-tag.md). The rest lie within .1 % of the truth (`collap eval tempo`, docs/quality.md), so that the
 * deviations are those of whoever tells.
 */
const TEMPO: Scale = { median: 112, spread: 0.22, exact: 0.01, rounded: 0.05, otherLevel: 0.15, wrong: 0.2 };
/** Lengths are measured exactly, and told in round minutes. */
const LENGTH: Scale = { median: 180, spread: 0.55, exact: 0.1, rounded: 0.3, otherLevel: 0, wrong: 0.05 };
const ROUNDED_SHARE = 0.2;

/**
 * A measured key of a confidence c is the right one in so many of cases, `LEAST + GAIN c`, though never surely: of 178 rendered songs, .43, .79, .94 and 1.00
 * at confidences up to .2, .4, .7 and 1 (docs/decisions/0048-which-key.md); real ones deserve more doubt.
 */
const RIGHT_KEY = { least: 0.35, gain: 0.9, most: 0.9 };
/** What wrong ones are, in about the shares of these songs: 5, 9 (either side) and 1 of 22, the rest being any other key. */
const WRONG_KEYS: Readonly<Record<Exclude<KeyRelation, 'same' | 'other'>, number>> = {
  relative: 0.25,
  'fifth above': 0.2,
  'fifth below': 0.2,
  parallel: 0.08,
};
/** Share of keys that are told wrongly, or of another part of the song. */
const TOLD_WRONG = 0.05;
const KEY_COUNT = 24;
const RELATED = Object.values(WRONG_KEYS);
/** Of what is wrong, each key that is not related. */
const OTHER_KEY = (1 - RELATED.reduce((sum, share) => sum + share, 0)) / (KEY_COUNT - 1 - RELATED.length);
const KEYS_OF_MODE: Readonly<Record<Mode, readonly string[]>> = {
  major: KEY_NAMES.filter((key) => key.endsWith('major')),
  minor: KEY_NAMES.filter((key) => key.endsWith('minor')),
};

/** @param told - in beats per minute. @param figure - the one that is told, where it is one; otherwise all in the range are alike. */
export const tempoFigureOdds = (told: Range, figure: number | null, bpm: number): number =>
  figureOdds(TEMPO, told, figure, bpm);

/** @param told - in seconds. */
export const lengthOdds = (told: Range, figure: number | null, seconds: number): number =>
  figureOdds(LENGTH, told, figure, seconds);

/**
 * @param told - one of `KEY_NAMES`, and so the key that is measured.
 * @param confidence - of the measurement, 0..1.
 */
export function keyOdds(told: string, measured: string, confidence: number): number {
  return Math.log(KEY_COUNT * shareOfKey(told, measured, confidence));
}

/** @param measured - the key, one of `KEY_NAMES`. @param confidence - of the measurement, 0..1. */
export function modeOdds(told: Mode, measured: string, confidence: number): number {
  const share = KEYS_OF_MODE[told].reduce((sum, key) => sum + shareOfKey(key, measured, confidence), 0);
  return Math.log(2 * share);
}

/** Share of songs of which a key is told that are measured in another. */
const shareOfKey = (told: string, measured: string, confidence: number): number =>
  (1 - TOLD_WRONG) * shareOf(relateKeys(told, measured), confidence) + TOLD_WRONG / KEY_COUNT;

/** The same where what is told is true. */
function shareOf(relation: KeyRelation, confidence: number): number {
  const { least, gain, most } = RIGHT_KEY;
  const right = Math.min(most, least + gain * confidence);
  if (relation === 'same') return right;
  return (1 - right) * (relation === 'other' ? OTHER_KEY : WRONG_KEYS[relation]);
}

function figureOdds(scale: Scale, told: Range, figure: number | null, measured: number): number {
  const ratioAt = (value: number) =>
    figure === null ? ratioOfRange(scale, told, value) : ratioOfFigure(scale, figure, value);
  const { otherLevel, wrong } = scale;
  const atOtherLevel = otherLevel && (otherLevel / 2) * (ratioAt(2 * measured) + ratioAt(measured / 2));
  return Math.log((1 - otherLevel - wrong) * ratioAt(measured) + atOtherLevel + wrong);
}

/** Density of what is told against that of songs at large. */
function ratioOfFigure({ exact, rounded, ...songs }: Scale, figure: number, measured: number): number {
  const octaves = Math.log2(measured / figure);
  const near = (1 - ROUNDED_SHARE) * normal(octaves, exact) + ROUNDED_SHARE * normal(octaves, rounded);
  return near / densityOf(songs, measured);
}

/** The same where all in the range are alike. */
function ratioOfRange(scale: Scale, [low, high]: Range, measured: number): number {
  if (measured < low || measured > high) return 0;
  return 1 / Math.max(1e-3, shareBelow(scale, high) - shareBelow(scale, low));
}

const normal = (x: number, deviation: number): number =>
  Math.exp(-((x / deviation) ** 2) / 2) / (deviation * Math.sqrt(2 * Math.PI));

/** Of songs at large, by a logistic distribution over octaves. */
const shareBelow = ({ median, spread }: Pick<Scale, 'median' | 'spread'>, value: number): number =>
  1 / (1 + Math.exp(-Math.log2(value / median) / spread));

function densityOf(songs: Pick<Scale, 'median' | 'spread'>, value: number): number {
  const share = shareBelow(songs, value);
  return (share * (1 - share)) / songs.spread;
}
