/** From a description to what is wanted, what is avoided, and what is measured. */
import { splitSentences } from '../model/split-sentences.js';
import { checkDescription } from './check-description.js';
import { findForeignLanguage } from './language.js';
import { findMeasuredHints, type MeasuredHints, NAT_WORTH } from './measured-hints.js';
import { SUNG, UNSUNG, VOICE } from './negation-words.js';
import { sayPlainly } from './say-plainly.js';
import { saysOnlyMeasured, tellsOnlyFacts } from './says-measured.js';
import { readSongShare } from './song-length.js';
import { splitAlternatives, splitAvoided } from './split-avoided.js';
import { readNamedInstruments } from './story/instrument-names.js';
import { readToldLevels, type ToldLevels } from './story/level-odds.js';
import { splitAtEntry, splitEntries } from './story/split-entries.js';
import { splitMoments } from './story/split-moments.js';
import { foldSpaces, readWritten } from './written/read-written.js';

/** One thing that is asked for, with evidence of its own. */
export interface Clause {
  readonly text: string;
  readonly role: 'wanted' | 'avoided';
  /** Says nothing but tempo, key or length ("It is in A minor at 90 BPM"): compared with the track's facts, not heard. */
  readonly isMeasured: boolean;
  /** One of several moments that a sentence tells of. */
  readonly isMoment: boolean;
}

export interface ParsedDescription {
  /** In reading order; what was given apart from the description comes last. */
  readonly clauses: readonly Clause[];
  readonly hints: MeasuredHints;
  /** What is said of loudness over time; null where that is nothing. */
  readonly levels: ToldLevels | null;
  /** What a nat of the odds of what is measured is worth, in standard deviations of what is heard. */
  readonly natWorth: number;
  /** How much of a song is asked for, 0 to 1. */
  readonly songShare: number;
  readonly warnings: readonly string[];
}

/**
 * @param not - what to avoid, given apart from the description; each text may list several things.
 * @param demanded - what filters demand already.
 * @throws {@link CollapError} `E_EMPTY_DESCRIPTION` or `E_TOO_LONG`.
 */
export function parseDescription(
  description: string,
  not: readonly string[] = [],
  demanded: Demanded = {},
): ParsedDescription {
  checkDescription(description, not);
  const text = foldSpaces(description);
  const written = readWritten(text);
  const sentences = written.told.flatMap(splitSentences).map(sayPlainly);
  const split = dropRepeated([...clausesOf(sentences), ...[...written.not, ...not].flatMap(splitNot)]);
  const clauses = split.length ? split : [wantedClause(text.trim())]; // "nothing else": nothing is left of it
  const wanted = clauses.filter((clause) => clause.role === 'wanted').map((clause) => clause.text);
  const asked = wanted.join('\n');
  const hints = findMeasuredHints(asked);
  return {
    clauses: keepSomethingToHear(clauses),
    hints,
    levels: readToldLevels(sentences),
    natWorth: tellsOnlyFacts(asked, hints) ? NAT_WORTH.alone : NAT_WORTH.beside,
    songShare: readSongShare(asked, hints.durationSeconds?.[1]),
    warnings: [...warnOfLanguage(description), ...warnOfHints(hints, demanded)],
  };
}

/** What is measured and, where it is there, demanded by a filter. */
export type Demanded = Readonly<Partial<Record<keyof MeasuredHints['phrases'], unknown>>>;

const NO_HINTS = findMeasuredHints('');

/** Clauses that are heard as they stand: nothing in them is measured, and files of any length may answer. */
export function asDescription(clauses: readonly Clause[]): ParsedDescription {
  return { clauses, hints: NO_HINTS, levels: null, natWorth: 0, songShare: 0, warnings: [] };
}

/** Where nothing else is said, measured words are heard after all: an arbitrary order would help nobody. */
function keepSomethingToHear(clauses: readonly Clause[]): Clause[] {
  const isHeard = clauses.some((clause) => !clause.isMeasured);
  return clauses.map((clause) => (isHeard ? clause : { ...clause, isMeasured: false }));
}

function clausesOf(sentences: readonly string[]): Clause[] {
  const splits = sentences.map(splitAvoided);
  const heard = splits.map(({ wanted }) => readNamedInstruments(wanted ?? '').present);
  const isSung = splits.some(({ wanted }) => SUNG.test(wanted ?? '')); // over what is called an instrumental
  return splits.flatMap(({ wanted, avoided: denied }, s): Clause[] => {
    const avoided = denied.filter((clause) => !(isSung && clause === UNSUNG));
    const isThereElsewhere = avoided.some(
      (clause) => !VOICE.test(clause) && heard.some((names, t) => t !== s && names.has(clause.toLowerCase())),
    );
    if (isThereElsewhere) return momentsOf(sentences[s] as string); // the drums that are missing here come later
    const clauses: Clause[] = wanted !== null && hasWords(wanted) ? momentsOf(wanted) : [];
    return [...clauses, ...avoided.map(avoidedClause)];
  });
}

function momentsOf(wanted: string): Clause[] {
  const moments = momentTexts(wanted);
  return moments.map((text) => ({ ...wantedClause(text), isMoment: moments.length > 1 }));
}

/** What is left where nothing is told but that the song goes on. */
const LEADS_ON = /^(?:as|when|once|while|until|before|after|then|here|now|from\s+(?:here|there))\W*$/i;

/** Who comes first stands first, wherever the words put it. */
function momentTexts(wanted: string): string[] {
  const split = splitMoments(wanted);
  const telling = split.filter((moment) => !LEADS_ON.test(moment)); // "as the song moves into the bridge, …"
  const moments = telling.length ? telling : split;
  if (moments.length > 2) return moments;
  return splitEntries(wanted) ?? (moments.length > 1 ? moments : (splitAtEntry(wanted) ?? moments));
}

/** "no drums" given as a thing to avoid means drums. */
function splitNot(text: string): Clause[] {
  const split = splitAvoided(text);
  const things = split.wanted === null && split.avoided.length ? split.avoided : splitAlternatives(text);
  return things.filter(hasWords).map(avoidedClause);
}

const wantedClause = (text: string): Clause => ({ ...heardClause(text), isMeasured: saysOnlyMeasured(text) });
/** A text that is heard as it stands. */
export const heardClause = (text: string): Clause => ({ text, role: 'wanted', isMeasured: false, isMoment: false });
/** A text that is not wanted. */
export const avoidedClause = (text: string): Clause => ({ text, role: 'avoided', isMeasured: false, isMoment: false });

const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

function dropRepeated(clauses: readonly Clause[]): Clause[] {
  const seen = new Set<string>();
  return clauses.filter(({ role, text }) => {
    const key = `${role} ${text.toLowerCase()}`;
    return !seen.has(key) && seen.add(key);
  });
}

export function warnOfLanguage(description: string): string[] {
  const language = findForeignLanguage(description);
  if (language === null) return [];
  return [
    `The description seems to be in ${language}; the model knows English only, so the answer may be arbitrary. Ask again in English.`,
  ];
}

function warnOfHints({ phrases: told }: MeasuredHints, demanded: Demanded): string[] {
  const open = (['tempoBpm', 'key', 'durationSeconds'] as const).filter((name) => demanded[name] === undefined);
  const phrases = open.flatMap((name) => told[name].map((phrase) => `"${phrase.trim()}"`)).join(', ');
  if (!phrases) return [];
  return [
    `In the description, ${phrases} only nudges the order; give tempo, key or duration as a filter to demand it.`,
  ];
}
