/** A description as vectors, with the level that chance reaches on each. */
import type { TextVariant } from '../model/card.js';
import type { Model } from '../model/model.js';
import { sungMusic } from '../model/sung-music.js';
import { type ChanceLevel, chanceLevel, fusedDirection } from './chance-level.js';
import { countWords } from './check-description.js';
import { SINGING, VOICE, VOICE_KIND } from './negation-words.js';
import type { ParsedDescription } from './parse-description.js';
import { findStory, type Story } from './story/find-story.js';
import { type NamedInstruments, readNamedInstruments } from './story/instrument-names.js';
import { tellsOnePlace } from './story/lone-place.js';
import { type NamedSection, readNamedSections } from './story/named-sections.js';
import { type StoryPace, toldPace } from './story/story-pace.js';
import { readToldPlaces, type ToldPlace } from './story/told-place.js';
import { meanDirection, toMetric } from './vectors.js';

export interface ClauseVector {
  /** Unit norm, shape (D). */
  readonly vector: Float32Array;
  readonly chance: ChanceLevel;
}

export interface AvoidedVector extends ClauseVector {
  /** How high songs score that are without it all the same, in standard deviations above a plain score of 0; nothing where songs are compared. */
  readonly absentLevel?: number;
}

export interface WantedVectors {
  /** S sentences in reading order. */
  readonly sentences: readonly ClauseVector[];
  /** Which of the sentences tell what happens when. */
  readonly story: Story;
  /** Where in a song of such a length the S sentences say that they are heard; null where they do not. */
  readonly placesIn: (durationSeconds: number) => readonly (ToldPlace | null)[];
  /** Where in a song of so many clips the sentences of the story are due. */
  readonly paceOf: (clipCount: number) => StoryPace;
  /** The instruments of each of the S sentences. */
  readonly named: readonly NamedInstruments[];
  /** The sections that each of the S sentences names. */
  readonly sections: readonly (readonly NamedSection[])[];
  /** Every one of the instruments. */
  readonly instruments: ReadonlyMap<string, ClauseVector>;
  /** The whole description, unit norm, shape (D). */
  readonly whole: Float32Array;
  /** Chance level of the fused score. */
  readonly chance: ChanceLevel;
}

export interface DescriptionVectors {
  /** Null where the description only says what is to be avoided. */
  readonly wanted: WantedVectors | null;
  readonly avoided: readonly AvoidedVector[];
}

/** English words come to about 1.4 WordPiece tokens each; the rest is margin for names. */
const TOKENS_PER_WORD = 1.6;

/**
 * Embeds many descriptions in one call of the text encoder.
 *
 * @returns one set of vectors per description, in the same order.
 */
export async function embedDescriptions(
  descriptions: readonly ParsedDescription[],
  model: Model,
  variant?: TextVariant,
): Promise<DescriptionVectors[]> {
  const longest = Math.floor(model.card.text.maxTokens / TOKENS_PER_WORD);
  const plans = descriptions.map((description) => planTexts(description, longest));
  const texts = [...new Set(plans.flatMap(textsOf))];
  const vectors = texts.length ? await model.embedTexts(texts, variant) : [];
  const vectorOf = new Map(texts.map((text, index) => [text, vectors[index] as Float32Array]));
  const background = comparableBackground(model);
  const sung = sungMusic(model.card);
  const chances = new Map<string, ClauseVector>();
  const clauseOf = (text: string): ClauseVector => {
    const known = chances.get(text);
    if (known) return known;
    const vector = vectorOf.get(text) as Float32Array;
    const clause = { vector, chance: chanceLevel(vector, background) };
    chances.set(text, clause);
    return clause;
  };
  /** What sets a kind of voice apart from others: all of them are alike next to music without any. */
  const kindClauseOf = (text: string): ClauseVector => {
    const vector = sung.withoutSinging(vectorOf.get(text) as Float32Array);
    return { vector, chance: chanceLevel(vector, background) };
  };
  return plans.map((plan) => {
    const isSung = plan.wanted.some((text) => SINGING.test(text));
    const avoided = plan.avoided.map((text) => {
      if (isSung && VOICE_KIND.test(text)) return kindClauseOf(text);
      return VOICE.test(text) ? { ...clauseOf(text), absentLevel: VOICELESS_LEVEL } : clauseOf(text);
    });
    if (!plan.wanted.length) return { wanted: null, avoided };
    const sentences = plan.wanted.map(clauseOf);
    const whole = wholeVector(plan.wholes.map((text) => vectorOf.get(text) as Float32Array));
    const unit = sentences.map((sentence) => sentence.vector);
    const chance = chanceLevel(fusedDirection(unit, whole, model.card.fusion), background);
    const names = new Set(plan.named.flatMap(namesOf));
    const instruments = new Map([...names].map((name): [string, ClauseVector] => [name, clauseOf(name)]));
    const { story, named } = plan;
    const placesIn = readToldPlaces(plan.wanted);
    const paceOf = paceReader(plan, placesIn, model.card);
    const sections = plan.wanted.map(readNamedSections);
    return { wanted: { sentences, story, placesIn, paceOf, named, sections, instruments, whole, chance }, avoided };
  });
}

/** The pace of a story for songs of any length; hundreds of songs of a few lengths are scored for each question. */
function paceReader(
  { story, wanted }: TextPlan,
  placesIn: WantedVectors['placesIn'],
  { hopSeconds }: Model['card'],
): WantedVectors['paceOf'] {
  const isPaced = story.sentences.length > 1 || story.sentences.some((s) => tellsOnePlace(wanted[s] as string));
  const known = new Map<number, StoryPace>();
  return (clipCount) => {
    const before = known.get(clipCount);
    if (before) return before;
    const durationSeconds = clipCount * hopSeconds; // clips follow each other, and the last one is moved back to the end
    const places = placesIn(durationSeconds);
    const told = story.sentences.map((s) => places[s] ?? null);
    const pace = isPaced ? toldPace(told, durationSeconds, clipCount) : new Float64Array(told.length * clipCount);
    known.set(clipCount, pace);
    return pace;
  };
}

/**
 * So high does music without a singer score for a voice, in deviations of the background, which is quieter about voices than songs are. Chosen on
 * validation (docs/decisions/0046-what-only-seems-to-say-no.md).
 */
const VOICELESS_LEVEL = 3.5;

/** A text that fits into the encoder is one unit; of a longer one, the parts count alike. */
function wholeVector(parts: readonly Float32Array[]): Float32Array {
  return parts.length === 1 ? (parts[0] as Float32Array) : meanDirection(parts);
}

interface TextPlan {
  readonly wanted: readonly string[];
  readonly story: Story;
  /** The instruments of each wanted text. */
  readonly named: readonly NamedInstruments[];
  readonly avoided: readonly string[];
  /** The wanted text in parts that the encoder takes whole. */
  readonly wholes: readonly string[];
}

function planTexts({ clauses }: ParsedDescription, longestWords: number): TextPlan {
  const heard = clauses.filter((clause) => !clause.isMeasured);
  const wanted = heard.filter((clause) => clause.role === 'wanted');
  const avoided = heard.filter((clause) => clause.role === 'avoided');
  const texts = wanted.map((clause) => clause.text);
  return {
    wanted: texts,
    story: findStory(wanted),
    named: texts.map(readNamedInstruments),
    avoided: avoided.map((clause) => clause.text),
    wholes: packSentences(texts, longestWords),
  };
}

const textsOf = ({ wanted, avoided, wholes, named }: TextPlan): string[] => [
  ...wanted,
  ...avoided,
  ...wholes,
  ...named.flatMap(namesOf),
];

const namesOf = ({ present, absent }: NamedInstruments): string[] => [...present, ...absent];

/** Joins sentences in reading order to texts of at most `longestWords` words; a longer sentence stays alone. */
export function packSentences(sentences: readonly string[], longestWords: number): string[] {
  const packs: string[] = [];
  for (const sentence of sentences) {
    const last = packs.at(-1);
    const joined = last === undefined ? sentence : `${last}${/[.!?]$/.test(last) ? ' ' : '. '}${sentence}`;
    if (last !== undefined && countWords(joined) <= longestWords) packs[packs.length - 1] = joined;
    else packs.push(sentence);
  }
  return packs;
}

const backgrounds = new WeakMap<Model, readonly Float32Array[]>();

/** The model's background as its metric compares it, made once a model. */
export function comparableBackground(model: Model): readonly Float32Array[] {
  const known = backgrounds.get(model);
  if (known) return known;
  const background = model.background.map((vector) => toMetric(vector, model.card.metric));
  backgrounds.set(model, background);
  return background;
}
