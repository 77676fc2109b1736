/** Lays the sentences of a description over the timeline of one song. Legend: S = sentences, N = clips, J = cells. */
import type { StoredClip } from '../library/packed-clips.js';
import type { ModelCard } from '../model/card.js';
import type { ClauseVector } from '../retrieve/embed-description.js';
import { findSpan } from '../retrieve/evidence.js';
import { measureHeights } from '../retrieve/gather-evidence.js';
import { certaintyOf } from '../retrieve/score-song.js';
import { betweenTaleAndList, type NamedInstruments } from '../retrieve/story/instrument-names.js';
import { readNamedSections } from '../retrieve/story/named-sections.js';
import { contrastOf } from '../retrieve/story/sentence-contrast.js';
import { soundEvidence } from '../retrieve/story/sound-evidence.js';
import { storyOrder } from '../retrieve/story/story-order.js';
import { type Due, findDues } from '../retrieve/story/story-pace.js';
import { meanOf } from '../retrieve/vectors.js';
import type { Certainty, Segment, TimeSpan } from '../types.js';
import { type Cell, cutCells, weighClips } from './cells.js';
import { functionEvidence, paceEvidence, placeEvidence } from './place-evidence.js';
import { findSentencePath } from './sentence-path.js';
import { growSpan } from './sentence-span.js';
import type { ToldSentence } from './tell-sentences.js';

/** A song as it is aligned. */
export interface AlignableSong {
  readonly durationSeconds: number;
  /** N clips in playing order; at least one. */
  readonly clips: readonly StoredClip[];
  /** In playing order, without gaps. */
  readonly segments: readonly Segment[];
}

/** A sentence that is heard rather than measured. */
export type HeardSentence = ToldSentence & { readonly vector: ClauseVector };

export interface LocatedSentence {
  /** Null where nothing in the song answers the sentence. */
  readonly span: TimeSpan | null;
  /** Height of the span above chance, in standard deviations; of the best cell where there is no span. */
  readonly score: number;
  readonly certainty: Certainty;
  /** Probability of every cell, shape (J); null for a sentence about the whole song, or about nothing in it. */
  readonly probabilities: Float64Array | null;
}

export interface LocatedDescription {
  readonly cells: readonly Cell[];
  /** S, in the order of the sentences. */
  readonly sentences: readonly LocatedSentence[];
  /** Similarity along the told order less that along the reversed one, in standard deviations above chance; 0 where order says nothing. */
  readonly orderScore: number;
}

/** Standard deviations above what unrelated recordings reach from which a cell says something (as in retrieve/evidence.ts). */
const CHANCE_PEAK = 1;
/** The same where the description as a whole fits the song: then its sentences are likely to be about something in it. */
const FITTING_PEAK = 0;
/** Share of what makes a description likely from which it counts as fitting; chosen on the songs below, and on descriptions of others among them. */
const FITTING_SHARE = 0.3;
/** So much less is asked of a sentence that says where it is heard. */
const PLACE_RELIEF = 1;
/**
 * Nats that a deviation of the contrast is worth, and one of the instruments that are named; chosen on songs of training told in free prose and
 * on both alignment sets of validation (docs/decisions/0037-placed-by-what-is-told.md).
 */
const TALE = { heardNats: 1, soundNats: 0.5 };
const LIST = { heardNats: 0.5, soundNats: 6 };
/** Posterior of the span from which its place counts as sure, and as likely. */
const SURE_PLACE = 0.6;
const LIKELY_PLACE = 0.35;

/**
 * @param fit - fused score of the whole description and the song, in standard deviations above chance.
 * @returns where each sentence is heard, with the told order's score.
 */
export function locateSentences(
  song: AlignableSong,
  {
    told,
    instruments,
  }: { readonly told: readonly HeardSentence[]; readonly instruments: ReadonlyMap<string, ClauseVector> },
  fit: number,
  card: ModelCard,
): LocatedDescription {
  const cells = cutCells(song.segments, song.durationSeconds);
  const measure = measureCells(song, cells, card);
  const heights = told.map(({ vector }) => measure(vector));
  const sounds = new Map([...instruments].map(([name, vector]): [string, number[]] => [name, measure(vector)]));
  const wholes = told.map((sentence) => sentence.place?.kind === 'whole');
  const least = leastPeak(fit, card.calibration.certainty);
  const isPlaced = heights.map(
    (row, s) =>
      told[s]?.role === 'wanted' && !wholes[s] && Math.max(...row) >= least - (told[s]?.place ? PLACE_RELIEF : 0),
  );
  const placed = told.flatMap((_, s) => (isPlaced[s] ? [s] : []));
  const contrasts = contrastOf(placed.map((s) => heights[s] as number[]));
  const evidence = soundEvidence(
    placed.map((s) => (told[s] as HeardSentence).instruments),
    sounds,
  );
  const stands = contrasts.map((contrast, rank) =>
    weighSounds(contrast, evidence[rank] ?? null, (told[placed[rank] as number] as HeardSentence).instruments),
  );
  const dues = findDues(
    placed.map((s) => (told[s] as HeardSentence).place),
    song.durationSeconds,
  );
  const path = findSentencePath(
    placed.map((s, rank) =>
      gatherCells(song, cells, told[s] as HeardSentence, stands[rank] as number[], dues[rank] as Due),
    ),
  );
  const sentences = told.map((sentence, s): LocatedSentence => {
    const row = heights[s] as number[];
    const rank = placed.indexOf(s);
    if (sentence.role === 'avoided') return describeAvoided(song, sentence, card);
    if (rank < 0) return describeUnplaced(song, row, { isWhole: wholes[s] === true, least }, cells, card);
    const probabilities = path.posterior[rank] as Float64Array;
    const claimed = { from: path.cells[rank - 1] ?? -1, to: path.cells[rank + 1] ?? cells.length };
    const grown = growSpan(cells, stands[rank] as number[], path.cells[rank] as number, claimed, sentence.place);
    return describePlaced(grown, row, probabilities, card);
  });
  return { cells, sentences, orderScore: scoreOrder(stands, cells.length) };
}

/** Where a description as a whole hardly fits the song, a sentence must stand out above chance to count as answered. */
function leastPeak(fit: number, { medium }: ModelCard['calibration']['certainty']): number {
  return fit >= FITTING_SHARE * medium ? FITTING_PEAK : CHANCE_PEAK;
}

/** @returns a measure of the heights of a text above chance, shape (J). */
function measureCells(
  song: AlignableSong,
  cells: readonly Cell[],
  card: ModelCard,
): (vector: ClauseVector) => number[] {
  const starts = song.clips.map((clip) => clip.startSeconds);
  const weights = cells.map((cell) => sparse(weighClips(cell, starts, card.clipSeconds)));
  return (vector) => {
    const clips = measureHeights(vector, song.clips, card.metric);
    return weights.map((row) => row.reduce((sum, [n, weight]) => sum + weight * (clips[n] as number), 0));
  };
}

const sparse = (row: readonly number[]): [number, number][] =>
  row.flatMap((weight, n) => (weight > 0 ? [[n, weight]] : []));

/** How a sentence stands out where, with the instruments that it names: the more of it they are, the more they say. */
function weighSounds(
  contrast: readonly number[],
  sounds: ArrayLike<number> | null,
  instruments: NamedInstruments,
): number[] {
  if (!sounds) return contrast.map((value) => TALE.heardNats * value);
  const heard = betweenTaleAndList(instruments, TALE.heardNats, LIST.heardNats);
  const sound = betweenTaleAndList(instruments, TALE.soundNats, LIST.soundNats);
  return contrast.map((value, j) => heard * value + sound * (sounds[j] as number));
}

function gatherCells(
  song: AlignableSong,
  cells: readonly Cell[],
  { text, place }: HeardSentence,
  stands: readonly number[],
  due: Due,
): Float64Array {
  const evidence = Float64Array.from(stands);
  const add = (values: readonly number[]) => {
    for (const [j, value] of values.entries()) evidence[j] = (evidence[j] as number) + value;
  };
  const named = readNamedSections(text);
  if (place) add(placeEvidence(cells, place));
  else add(paceEvidence(cells, due, song.durationSeconds));
  if (named.length) add(functionEvidence(cells, song.segments, named));
  return evidence;
}

function describeUnplaced(
  song: AlignableSong,
  row: readonly number[],
  { isWhole, least }: { isWhole: boolean; least: number },
  cells: readonly Cell[],
  card: ModelCard,
): LocatedSentence {
  const seconds = cells.map((cell) => cell.endSeconds - cell.startSeconds);
  const mean = row.reduce((sum, value, j) => sum + value * (seconds[j] as number), 0) / song.durationSeconds;
  const score = isWhole ? mean : Math.max(...row);
  const isHeard = isWhole && score >= Math.min(least, CHANCE_PEAK);
  return {
    span: isHeard ? { startSeconds: 0, endSeconds: song.durationSeconds } : null,
    score,
    certainty: isHeard ? certaintyOf(score, card.calibration.certainty) : 'low',
    probabilities: null,
  };
}

/** What should not be there: where it is heard all the same. */
function describeAvoided(song: AlignableSong, { vector }: HeardSentence, card: ModelCard): LocatedSentence {
  const heights = measureHeights(vector, song.clips, card.metric);
  const clipStarts = song.clips.map((clip) => clip.startSeconds);
  const span = findSpan({ heights, clipStarts, clipSeconds: card.clipSeconds, durationSeconds: song.durationSeconds });
  const score = Math.max(...heights);
  return { span, score, certainty: certaintyOf(score, card.calibration.certainty), probabilities: null };
}

function describePlaced(
  grown: { first: number; last: number; span: TimeSpan },
  row: readonly number[],
  probabilities: Float64Array,
  card: ModelCard,
): LocatedSentence {
  const inside = row.slice(grown.first, grown.last + 1);
  const mass = probabilities.slice(grown.first, grown.last + 1).reduce((sum, value) => sum + value, 0);
  const score = meanOf(inside);
  const { high, medium } = card.calibration.certainty;
  const certainty =
    score >= high && mass >= SURE_PLACE ? 'high' : score >= medium && mass >= LIKELY_PLACE ? 'medium' : 'low';
  return { span: grown.span, score, certainty, probabilities };
}

function scoreOrder(contrasts: readonly (readonly number[])[], cellCount: number): number {
  return storyOrder(contrasts.flat(), contrasts.length, cellCount);
}
