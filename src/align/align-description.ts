/** Which sentence of a description is answered where in a song. Legend: S = sentences, J = cells. */
import type { TextVariant } from '../model/card.js';
import type { Model } from '../model/model.js';
import type { ClauseVector } from '../retrieve/embed-description.js';
import { attendClips, compareSentences } from '../retrieve/fuse.js';
import { measureHeights } from '../retrieve/gather-evidence.js';
import { countFits, findMeasuredHints, type TrackFacts } from '../retrieve/measured-hints.js';
import { type ScorableSong, scoreSong } from '../retrieve/score-song.js';
import { toMetric } from '../retrieve/vectors.js';
import type { Certainty, Evidence, TimeSpan } from '../types.js';
import { type AlignableSong, type HeardSentence, type LocatedSentence, locateSentences } from './align-sentences.js';
import { spreadOverClips } from './clip-attention.js';
import { type ToldDescription, type ToldSentence, tellSentences } from './tell-sentences.js';

/** The span of a song that answers one sentence. */
export interface SentenceAlignment {
  readonly sentence: string;
  /** `avoided` where the sentence only says what is missing; times then say where it is heard all the same. */
  readonly role: Evidence['role'];
  /** Null where nothing in the song answers the sentence. */
  readonly startSeconds: number | null;
  readonly endSeconds: number | null;
  /** In standard deviations above chance; for tempo, key and length, how many of the told facts fit. */
  readonly score: number;
  readonly certainty: Certainty;
}

export interface DescriptionAlignment {
  /** S, in reading order. */
  readonly alignment: readonly SentenceAlignment[];
  /** Above 0 where the song follows the told order rather than its reverse. */
  readonly orderScore: number;
  /** Fused score of the whole description and the song, in standard deviations above chance. */
  readonly fit: number;
  /** J spans that cover the song, and the probability of each for every sentence that has a place, shape (S, J). */
  readonly cells: readonly TimeSpan[];
  readonly probabilities: readonly (Float64Array | null)[];
  /** Over the N clips, shape (S, N), rows sum to 1: by place where a sentence has one, else by similarity; null for those that are measured. */
  readonly attention: readonly (readonly number[] | null)[];
  /** The same for the similarity, in standard deviations above chance. */
  readonly similarity: readonly (readonly number[] | null)[];
}

/** @param sentences - S, in reading order; each holds a letter or a digit. */
export async function alignSentences(
  song: AlignableSong & TrackFacts,
  sentences: readonly string[],
  model: Model,
  variant?: TextVariant,
): Promise<DescriptionAlignment> {
  return alignTold(song, await tellSentences(sentences, song.durationSeconds, model, variant), model);
}

/** The same of sentences that are told already for a song of this length. */
export function alignTold(
  song: AlignableSong & TrackFacts,
  { sentences: told, vectors }: ToldDescription,
  model: Model,
): DescriptionAlignment {
  const instruments = vectors.wanted?.instruments ?? new Map();
  const heard = told.filter((sentence): sentence is HeardSentence => sentence.vector !== null);
  const fit = scoreSong(scorable(song, model), vectors, model.card.fusion);
  const located = locateSentences(song, { told: heard, instruments }, fit, model.card);
  const locationOf = new Map(
    heard.map((sentence, s): [ToldSentence, LocatedSentence] => [sentence, located.sentences[s] as LocatedSentence]),
  );
  return {
    alignment: told.map((sentence) => describe(sentence, locationOf.get(sentence) ?? measureSentence(sentence, song))),
    orderScore: located.orderScore,
    fit,
    cells: located.cells,
    probabilities: told.map((sentence) => locationOf.get(sentence)?.probabilities ?? null),
    attention: told.map((sentence) => attendSentence(sentence, song, model, located.cells, locationOf.get(sentence))),
    similarity: told.map(({ vector }) => vector && measureHeights(vector, song.clips, model.card.metric)),
  };
}

function attendSentence(
  { vector }: ToldSentence,
  song: AlignableSong,
  model: Model,
  cells: readonly TimeSpan[],
  location: LocatedSentence | undefined,
): number[] | null {
  if (!vector) return null;
  if (!location?.probabilities) return attend(vector, song, model);
  const starts = song.clips.map((clip) => clip.startSeconds);
  return spreadOverClips(cells, location.probabilities, starts, model.card.clipSeconds);
}

function attend({ vector }: ClauseVector, song: AlignableSong, { card }: Model): number[] {
  const clips = song.clips.map((clip) => toMetric(clip.embedding, card.metric));
  return Array.from(attendClips(compareSentences([vector], clips), 1, clips.length, card.fusion.attentionTemperature));
}

function scorable({ clips }: AlignableSong, model: Model): ScorableSong {
  const embeddings = clips.map((clip) => clip.embedding);
  const { metric } = model.card;
  return {
    song: toMetric(model.poolSong(embeddings), metric),
    clips: embeddings.map((embedding) => toMetric(embedding, metric)),
  };
}

function describe({ text, role }: ToldSentence, { span, score, certainty }: LocatedSentence): SentenceAlignment {
  const { startSeconds, endSeconds } = span ?? { startSeconds: null, endSeconds: null };
  return { sentence: text, role, startSeconds, endSeconds, score, certainty };
}

/** What is measured holds for the whole song or not at all. */
function measureSentence({ text }: ToldSentence, song: TrackFacts): LocatedSentence {
  const score = countFits(findMeasuredHints(text), song);
  const span = score > 0 ? { startSeconds: 0, endSeconds: song.durationSeconds } : null;
  return { span, score, certainty: span ? 'high' : 'low', probabilities: null };
}
