/** How likely a song is as loud, where and when, as a description says. Legend: N = clips, M = moments that tell of loudness. */
import { meanLufs } from '../../embed/loudness.js';
import { levelOf } from '../chance-level.js';
import { meanOf } from '../vectors.js';
import { splitCourse } from './level-course.js';
import { splitMoments } from './split-moments.js';
import { toldPace } from './story-pace.js';
import { readEnding } from './told-ending.js';
import { type LevelKind, readLevel } from './told-levels.js';
import { readToldPlaces, type ToldPlace } from './told-place.js';

/** What a description says of loudness, read once for all songs. */
export interface ToldLevels {
  /** @returns for a song of so many clips, its M moments and where each is due; `hopSeconds` is that of the model, and the same in every call. */
  momentsIn(clipCount: number, hopSeconds: number): readonly LevelMoment[];
}

interface LevelMoment {
  readonly kind: LevelKind;
  readonly isPlaced: boolean;
  /** How much each clip counts, shape (N), sum 1. */
  readonly due: Float64Array;
  /** The first clip that it may tell of: what lies before is what it is compared with. */
  readonly first: number;
  /** The first behind it. */
  readonly next: number;
}

/** `a + b x`: how many nats a song whose level differs by x LU is likelier to be the one that is told of than any song. */
type Odds = readonly [number, number];

/**
 * Fitted by `node training/captions/levels.mjs DATA` on descriptions of training recordings in free prose against those of other recordings.
 * For what is told of a place that is named, and of one that is not.
 */
const ODDS: Readonly<
  Record<Exclude<LevelKind, 'even' | 'wide' | 'fading' | 'unfading'>, { readonly placed: Odds; readonly inTurn: Odds }>
> = {
  rising: { placed: [-0.88, 0.52], inTurn: [-0.72, 0.42] },
  falling: { placed: [-0.33, -0.44], inTurn: [-0.03, -0.33] },
  loud: { placed: [-0.6, 0.75], inTurn: [-0.12, 0.25] },
  quiet: { placed: [-0.73, -0.6], inTurn: [-0.08, -0.38] },
};
/** The same for the deviation of the levels over the song, where it is told to be even; where it is told to be wide, turned round. */
const EVEN_ODDS: Odds = [0.95, -0.58];
/** Differences up to about so many LU count in full. */
export const SOFT_LU = 6;
/** A part lies no further below the song's level than so, in LU: silence is not quieter than quiet. */
const LOWEST_LU = -15;
/**
 * The last clip of songs that fade out lies below this, in LU from the song's mean, and that of others above: of 20 rendered validation songs, the 12
 * that fade at -7.1 (one), -12 and less, the others at -5.4 and more. Recordings that fade in less than a clip come close, so neither is ever sure.
 */
const FADED_LU = -7;
const FADE_SOFT_LU = 4;
const MOST_FADE_NATS = 2;
/** Of shorter songs, nothing is said. */
const LEAST_CLIPS = 4;
/** What begins at a place is louder or softer than what comes before; before the first twelfth there is nothing to speak of. */
const BEGINNING_SHARE = 1 / 12;
/** A moment without a told place may begin so much before it is due. */
const LOOSE_SHARE = 1 / 8;

/** @returns null where nothing is said. */
export function readToldLevels(sentences: readonly string[]): ToldLevels | null {
  const told = sentences.flatMap(readSentence);
  const kinds = told.map(({ kind }) => kind);
  if (!kinds.some(Boolean)) return null;
  const placesIn = readToldPlaces(told.map(({ text }) => text));
  const known = new Map<number, LevelMoment[]>();
  const momentsIn = (clipCount: number, hopSeconds: number) => {
    const moments =
      known.get(clipCount) ?? placeMoments(kinds, placesIn(clipCount * hopSeconds), clipCount, hopSeconds);
    known.set(clipCount, moments);
    return moments;
  };
  return { momentsIn };
}

interface LevelText {
  readonly text: string;
  readonly kind: LevelKind | null;
}

function readSentence(sentence: string): LevelText[] {
  const moments = splitMoments(sentence);
  const texts = moments.length > 2 ? moments : (splitCourse(sentence) ?? moments);
  return texts.map((text) => {
    const ending = readEnding(text);
    return ending ? { text: 'At the end', kind: ending } : { text, kind: readLevel(text) };
  });
}

function placeMoments(
  kinds: readonly (LevelKind | null)[],
  places: readonly (ToldPlace | null)[],
  clipCount: number,
  hopSeconds: number,
): LevelMoment[] {
  const pace = toldPace(places, clipCount * hopSeconds, clipCount);
  return kinds.flatMap((kind, s): LevelMoment[] => {
    if (!kind) return [];
    const row = pace.slice(s * clipCount, (s + 1) * clipCount);
    const sum = row.reduce((total, value) => total + value, 0);
    const due = row.map((value) => (sum > 0 ? value / sum : 1 / clipCount));
    const place = places[s];
    const isPlaced = place !== null && place !== undefined && place.kind !== 'whole';
    const centre = due.reduce((total, value, n) => total + value * (n + 0.5), 0);
    const first = isPlaced ? place.startSeconds / hopSeconds : centre - LOOSE_SHARE * clipCount;
    const next = isPlaced ? place.endSeconds / hopSeconds : clipCount;
    return [{ kind, isPlaced, due, first: Math.round(first), next: Math.round(next) }];
  });
}

/** What a song's levels are to one moment that is told of. */
export interface LevelDifference {
  readonly kind: LevelKind;
  readonly isPlaced: boolean;
  /** How much louder the song is there, in LU; of what is told to be even or wide, the deviation of its levels. */
  readonly lu: number;
}

/**
 * @param lufs - mean loudness of the N clips.
 * @returns nats by which this song is likelier than any song to be the one that is told of.
 */
export function levelOdds(told: ToldLevels, lufs: ArrayLike<number>, hopSeconds: number): number {
  return measureDifferences(told, lufs, hopSeconds).reduce((sum, difference) => sum + oddsOf(difference), 0);
}

/** @returns M differences; none for a song that is too short. */
export function measureDifferences(told: ToldLevels, lufs: ArrayLike<number>, hopSeconds: number): LevelDifference[] {
  if (lufs.length < LEAST_CLIPS) return [];
  const levels = relativeLevels(lufs);
  const { deviation } = levelOf(levels);
  return told.momentsIn(lufs.length, hopSeconds).map((moment) => {
    const { kind, isPlaced } = moment;
    if (kind === 'even' || kind === 'wide') return { kind, isPlaced, lu: deviation };
    if (kind === 'fading' || kind === 'unfading') return { kind, isPlaced, lu: levels.at(-1) as number };
    return { kind, isPlaced, lu: differenceOf(moment, levels) };
  });
}

function oddsOf({ kind, isPlaced, lu }: LevelDifference): number {
  if (kind === 'even') return odds(EVEN_ODDS, lu);
  if (kind === 'wide') return -odds(EVEN_ODDS, lu);
  if (kind === 'fading') return fadeOdds(lu);
  if (kind === 'unfading') return -fadeOdds(lu);
  return odds(ODDS[kind][isPlaced ? 'placed' : 'inTurn'], lu);
}

const odds = ([base, slope]: Odds, lu: number): number => base + slope * SOFT_LU * Math.tanh(lu / SOFT_LU);

/** Nats by which a song whose last clip lies at so many LU fades out rather than not. */
const fadeOdds = (lu: number): number => MOST_FADE_NATS * Math.tanh((FADED_LU - lu) / FADE_SOFT_LU);

/** In LU above the mean power of the song. */
function relativeLevels(lufs: ArrayLike<number>): number[] {
  const values = Array.from(lufs);
  const song = meanLufs(values);
  return values.map((value) => Math.max(LOWEST_LU, value - song));
}

function differenceOf({ kind, due, first, next }: LevelMoment, levels: readonly number[]): number {
  const here = levels.reduce((sum, level, n) => sum + level * (due[n] as number), 0);
  const isStep = kind === 'rising' || kind === 'falling';
  return here - meanOf(isStep ? elsewhere(levels, first, next) : levels);
}

/** What a step up or down is compared with: what lies before it, or behind it where nothing lies before. */
function elsewhere(levels: readonly number[], first: number, next: number): readonly number[] {
  const least = BEGINNING_SHARE * levels.length;
  const before = levels.slice(0, Math.max(0, first));
  const behind = levels.slice(Math.max(least, next));
  if (before.length > least) return before;
  return behind.length > 0 ? behind : levels;
}
