/** Descriptions as agents and editors write them (Markdown, fields, JSON, YAML, XML, HTML, tables) to sentences, and to what they leave out. */
import { countWords } from '../check-description.js';
import {
  afterDenial,
  isAffirmed,
  isAvoidedName,
  isKnownName,
  isLimit,
  isMeasured,
  isPlace,
  isPlainName,
  isPresence,
  isSounding,
  isUntold,
  loudnessOf,
  placeOf,
  saysNo,
} from './field-names.js';
import { readJsonNotes } from './json-notes.js';
import { readMarkupNotes } from './markup-notes.js';
import type { Note } from './notes.js';
import { notesOfRows } from './row-notes.js';
import { plain, readRows } from './rows.js';

export interface WrittenDescription {
  /** Texts of one or more sentences, in reading order. */
  readonly told: readonly string[];
  /** What is named as absent or to be avoided; each text may list several things. */
  readonly not: readonly string[];
}

/** Members of lists up to so many words are told in one sentence, of up to so many. */
const SHORT_WORDS = 5;
const SENTENCE_WORDS = 40;

/** Longer runs of white space say nothing more, and would be looked at again and again. */
const LONG_SPACES = /([^\S\n\r]{40}|(?:\r?\n){4})\s+/g;

/** @returns the text without what is too long of its white space. */
export const foldSpaces = (text: string): string => text.replace(LONG_SPACES, '$1');

/**
 * @param text - with its white space folded.
 * @returns prose as it stands.
 */
export function readWritten(text: string): WrittenDescription {
  const notes = readMarkupNotes(text, readPlainNotes) ?? readJsonNotes(text) ?? readLineNotes(text);
  if (!notes) return { told: [text], not: [] };
  const isAvoided = ({ names }: Note) => names.some(isAvoidedName);
  return {
    told: join(notes.filter((note) => !isAvoided(note)).flatMap(tell)),
    not: notes
      .filter((note) => isAvoided(note) && afterDenial(note.text) === null)
      .map((note) => note.text.replace(/\([^)]*\)/g, '')),
  };
}

/** What stands inside of an element. */
const readPlainNotes = (text: string): Note[] =>
  readJsonNotes(text) ?? readLineNotes(text) ?? [{ names: [], text: plain(text) }];

function readLineNotes(text: string): Note[] | null {
  const rows = readRows(text);
  return rows && notesOfRows(rows);
}

interface Told {
  /** Where in the song, or what it is said of; null where that is the song. */
  readonly head: string | null;
  readonly text: string;
  /** What it is listed under. */
  readonly list: string;
}

function tell(note: Note): Told[] {
  const { names, text } = unitInText(presenceOf(note));
  const name = names.at(-1) ?? '';
  const outer = names.slice(0, -1).findLast((one) => !isPlainName(one)) ?? null;
  const say = (head: string | null, said: string): Told => ({ head, text: said, list: names.join('\n') });
  const left = afterDenial(text);
  if (left !== null && name) {
    const denied = isUntold(name) ? left : `No ${name.toLowerCase()}${left && `, ${left}`}`;
    return denied ? [say(outer, denied)] : [];
  }
  if (isAffirmed(text)) return [say(outer, name.replace(/^(?:has|is|with|contains|includes) /i, ''))];
  const loudness = loudnessOf(outer && isPlainName(name) ? outer : name, text);
  if (loudness) return [say(isPlainName(name) ? null : outer, loudness)];
  if (!name || isPlainName(name) || saysNo(text)) return [say(outer, text)];
  return outer && holds(outer, name) ? [say(outer, nameWith(text, name))] : [say(name, text)];
}

/** `vocals: {present: false}` is said of vocals. */
function presenceOf({ names, text }: Note): Note {
  const isFlag =
    names.length > 1 && isPresence(names.at(-1) as string) && (isAffirmed(text) || afterDenial(text) === '');
  return { names: isFlag ? names.slice(0, -1) : names, text };
}

/** Whether what a name says is said of what it stands under: the bass of the chorus, the gender of the voice; but a tempo is the song's. */
const holds = (outer: string, name: string): boolean =>
  !isPlace(name) &&
  (isPlace(outer) || (isSounding(outer) && !isKnownName(name)) || (isMeasured(outer) && isLimit(name)));

const nameWith = (text: string, name: string): string =>
  countWords(text) <= SHORT_WORDS ? `${name.toLowerCase()} ${text}` : `${name.toLowerCase()}: ${text}`;

const UNIT_NAME = /^(.+?) (?:in )?\(?(s|secs?|seconds|ms|milliseconds|min|minutes|bpm)\)?$/i;
const FIGURES = /^\d[\d.:\s–-]*$/;
const LENGTH_NAME = /^(?:length|duration)$/i;

/** `duration_seconds: 200` is a duration of 200 seconds; without a unit, a duration is in seconds, too. */
function unitInText({ names, text }: Note): Note {
  const last = names.at(-1) ?? '';
  if (!FIGURES.test(text)) return { names, text };
  const [, name = last, unit = LENGTH_NAME.test(last) && !text.includes(':') ? 's' : ''] = UNIT_NAME.exec(last) ?? [];
  const isMilliseconds = /^m(?:s|illi)/i.test(unit);
  const value = isMilliseconds ? `${Math.round(Number(text) / 1000)} s` : `${text} ${unit}`;
  return { names: [...names.slice(0, -1), name], text: value.trim() };
}

/** Short members of one list in one sentence, and what is told of one part behind its name. */
function join(told: readonly Told[]): string[] {
  const sentences: (Told & { readonly words: number })[] = [];
  for (const one of told) {
    const last = sentences.at(-1);
    const words = countWords(one.text);
    const isSame = last && last.head === one.head && (one.head !== null || last.list === one.list);
    if (isSame && words <= SHORT_WORDS && last.words + words <= SENTENCE_WORDS && !/[.!?;]$/.test(last.text)) {
      sentences[sentences.length - 1] = { ...last, text: `${last.text}, ${one.text}`, words: last.words + words };
    } else {
      sentences.push({ ...one, words });
    }
  }
  return sentences.map(({ head, text }) => {
    if (head === null) return text;
    const place = placeOf(head);
    return `${place}${place === head ? ':' : ','} ${text}`;
  });
}
