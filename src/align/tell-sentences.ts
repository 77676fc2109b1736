/** A description as it is laid over a song: one entry a sentence, with its vector, its told place, and what is measured rather than heard. */
import type { TextVariant } from '../model/card.js';
import type { Model } from '../model/model.js';
import { type ClauseVector, type DescriptionVectors, embedDescriptions } from '../retrieve/embed-description.js';
import { pairClauses } from '../retrieve/gather-evidence.js';
import {
  asDescription,
  avoidedClause,
  type Clause,
  heardClause,
  type ParsedDescription,
} from '../retrieve/parse-description.js';
import { saysOnlyMeasured } from '../retrieve/says-measured.js';
import { splitAvoided } from '../retrieve/split-avoided.js';
import { type NamedInstruments, readNamedInstruments } from '../retrieve/story/instrument-names.js';
import { readToldPlaces, type ToldPlace } from '../retrieve/story/told-place.js';
import type { Evidence } from '../types.js';

export interface ToldSentence {
  readonly text: string;
  /** `avoided` where the sentence only says what is not there. */
  readonly role: Evidence['role'];
  /** Null where the sentence is measured: tempo, key or length. */
  readonly vector: ClauseVector | null;
  readonly place: ToldPlace | null;
  readonly instruments: NamedInstruments;
}

export interface ToldDescription {
  /** S, in reading order. */
  readonly sentences: readonly ToldSentence[];
  /** The same as retrieval reads and scores it: a clause for each sentence. */
  readonly parsed: ParsedDescription;
  readonly vectors: DescriptionVectors;
}

/** @param sentences - S, in reading order, as `splitSentences` gives them; each holds a letter or a digit. */
export async function tellSentences(
  sentences: readonly string[],
  durationSeconds: number,
  model: Model,
  variant?: TextVariant,
): Promise<ToldDescription> {
  const clauses = sentences.map(clauseOf);
  const parsed = asDescription(clauses);
  const [vectors] = await embedDescriptions([parsed], model, variant);
  const vectorOf = new Map(vectors ? pairClauses(parsed, vectors) : []);
  const places = readToldPlaces(sentences)(durationSeconds);
  const told = sentences.map((text, s) => {
    const clause = clauses[s] as Clause;
    const instruments = readNamedInstruments(clause.role === 'wanted' ? clause.text : '');
    return { text, role: clause.role, vector: vectorOf.get(clause) ?? null, place: places[s] ?? null, instruments };
  });
  return { sentences: told, parsed, vectors: vectors as DescriptionVectors };
}

/** What of a sentence is listened for: what it wants, or, where it wants nothing, what it says is missing. */
function clauseOf(sentence: string): Clause {
  const { wanted, avoided } = splitAvoided(sentence);
  if (wanted !== null) return { ...heardClause(wanted), isMeasured: saysOnlyMeasured(sentence) };
  if (avoided.length) return avoidedClause(avoided.join(', '));
  return heardClause(sentence);
}
