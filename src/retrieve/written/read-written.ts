/** Descriptions as agents and editors write them (Markdown, fields, JSON, YAML, tables) to sentences, and to what they leave out. */
import { countWords } from '../check-description.js';
import {
  afterDenial,
  isAffirmed,
  isAvoidedName,
  isPlainName,
  isUntold,
  loudnessOf,
  placeOf,
  saysNo,
} from './field-names.js';
import { readJsonNotes } from './json-notes.js';
import type { Note } from './notes.js';
import { notesOfRows } from './row-notes.js';
import { readRows } from './rows.js';

export interface WrittenDescription {
  /** Texts of one or more sentences, in reading order. */
  readonly told: readonly string[];
  /** What is named as absent or to be avoided; each text may list several things. */
  readonly not: readonly string[];
}

/** Members of lists up to so many words are told in one sentence, of up to so many. */
const SHORT_WORDS = 5;
const SENTENCE_WORDS = 40;

/** @returns prose as it stands. */
export function readWritten(text: string): WrittenDescription {
  const notes = readJsonNotes(text) ?? readLineNotes(text);
  if (!notes) return { told: [text], not: [] };
  const isAvoided = ({ names }: Note) => names.some(isAvoidedName);
  return {
    told: join(notes.filter((note) => !isAvoided(note)).flatMap(tell)),
    not: notes
      .filter((note) => isAvoided(note) && afterDenial(note.text) === null)
      .map((note) => note.text.replace(/\([^)]*\)/g, '')),
  };
}

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
  const { names, text } = unitInText(note);
  const name = names.at(-1) ?? '';
  const outer = names.slice(0, -1).findLast((one) => !isPlainName(one)) ?? null;
  const say = (head: string | null, said: string): Told => ({ head, text: said, list: names.join('\n') });
  const left = afterDenial(text);
  if (left !== null && name) {
    const denied = isUntold(name) ? left : `No ${name.toLowerCase()}${left && `, ${left}`}`;
    return denied ? [say(outer, denied)] : [];
  }
  if (isAffirmed(text)) return [say(outer, name)];
  const loudness = loudnessOf(name, text);
  if (loudness) return [say(outer, loudness)];
  const head = !name || isPlainName(name) || saysNo(text) ? outer : name;
  return [say(head, text)];
}

/** `duration_seconds: 200` is a duration of 200 seconds. */
function unitInText({ names, text }: Note): Note {
  const [, name, unit] = /^(.+) (?:in )?\(?(s|secs?|seconds|min|minutes|bpm)\)?$/i.exec(names.at(-1) ?? '') ?? [];
  return name && /^\d[\d.:\s–-]*$/.test(text)
    ? { names: [...names.slice(0, -1), name], text: `${text} ${unit}` }
    : { names, text };
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
