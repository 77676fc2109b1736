/** Nested descriptions, whatever their syntax: keys are names, lists are told one by one, and what is false, null or empty is not there. */
import { clockTime } from '../../clock.js';
import { isMeasured, isThing } from './field-names.js';
import { isKind, isPartKey, type Note, wordsOfKey } from './notes.js';

export type Tree = string | number | boolean | null | readonly Tree[] | Branch;

export interface Branch {
  /** In reading order. A key may come twice; a value without a name of its own has the key "". */
  readonly entries: readonly Entry[];
}

export type Entry = readonly [key: string, value: Tree];

const isBranch = (tree: Tree): tree is Branch => tree !== null && typeof tree === 'object' && 'entries' in tree;

/** @param readText - what a text says that is not a word of the syntax. */
export function notesOfTree(tree: Tree, names: readonly string[], readText: (text: string) => Note[]): Note[] {
  const notesOf = (value: Tree, own: readonly string[]): Note[] => {
    const figure = figureOf(value, own.at(-1) ?? '');
    if (figure !== null) return [{ names: own, text: figure }];
    if (isList(value)) return value.flatMap((item) => notesOf(item, own));
    if (isBranch(value)) return notesOfBranch(value, own, notesOf);
    if (typeof value === 'string') return readText(value).map((note) => ({ ...note, names: [...own, ...note.names] }));
    return own.length ? [{ names: own, text: String(value ?? 'none') }] : [];
  };
  return notesOf(tree, names);
}

const isList = (tree: Tree): tree is readonly Tree[] => Array.isArray(tree);

const LOWEST = /^(?:min(?:imum)?|low(?:est|er)?|from)$/i;
const HIGHEST = /^(?:max(?:imum)?|high(?:est)?|upper|to)$/i;
const TONIC = /^(?:tonic|root|note|pitch|key)$/i;
const MINUTES = /^min(?:ute)?s?$/i;
const SECONDS = /^sec(?:ond)?s?$/i;
const MODE = /^(?:mode|scale|quality|tonality)$/i;

/** What several values tell together: `{"min": 60, "max": 80}` and, of what is measured, `[60, 80]` are ranges; a tonic and its mode are a key, minutes and seconds a length. */
function figureOf(value: Tree, name: string): string | null {
  if (isList(value)) {
    const isRange = isMeasured(name) && value.length === 2 && value.every((item) => typeof item === 'number');
    return isRange ? value.join('–') : null;
  }
  if (!isBranch(value) || value.entries.length !== 2) return null;
  const find = (key: RegExp) => value.entries.find(([own]) => key.test(own))?.[1];
  const [low, high, tonic, mode, minutes, seconds] = [LOWEST, HIGHEST, TONIC, MODE, MINUTES, SECONDS].map(find);
  if (typeof low === 'number' && typeof high === 'number') return `${low}–${high}`;
  if (typeof minutes === 'number' && typeof seconds === 'number') return `${minutes} min ${seconds} s`;
  return typeof tonic === 'string' && typeof mode === 'string' ? `${tonic} ${mode}` : null;
}

type NotesOf = (value: Tree, names: readonly string[]) => Note[];

const START = /^(?:start|from|begin)s?$/i;
const END = /^(?:end|to|until)s?$/i;
/** Counts what stands in a list, and says nothing of it. */
const COUNT = /^(?:index|idx|n|nr|no|num|number|order|id)$/i;

function notesOfBranch({ entries }: Branch, names: readonly string[], notesOf: NotesOf): Note[] {
  const find = (key: RegExp) => clockOf(entries.find(([own]) => key.test(own))?.[1]);
  const [from, to] = [find(START), find(END)];
  const span = from !== null && to !== null ? `${from}–${to}` : from;
  const isPart = ([key, value]: Entry) => isPartKey(key) && typeof value === 'string';
  const tellsPlace = (entry: Entry) =>
    isPart(entry) ||
    (from !== null && [START, END].some((key) => key.test(entry[0]))) ||
    (COUNT.test(entry[0]) && typeof entry[1] === 'number');
  const rest = entries.filter((entry) => !tellsPlace(entry));
  const parts = [...entries.filter(isPart).map(([, value]) => String(value)), ...(span === null ? [] : [span])];
  const isOne = isThing(names.at(-1) ?? '');
  const content = isOne && !parts.length ? rest.find(([key, value]) => !key && typeof value === 'string') : undefined;
  if (content)
    return notesOfThing(
      String(content[1]),
      rest.filter((entry) => entry !== content),
      names,
      notesOf,
    );
  if (isOne && parts.length) return notesOfThing(parts.join(', '), rest, names, notesOf);
  if (!rest.length) return entries.flatMap(([key, value]) => notesOf(value, below(names, key)));
  const own = parts.length ? [...names, parts.join(', ')] : names;
  return rest.flatMap(([key, value]) => notesOf(value, below(own, key)));
}

const below = (names: readonly string[], key: string): readonly string[] => (key ? [...names, wordsOfKey(key)] : names);

/** `{"name": "violin", "role": "lead"}` among instruments is a lead violin, unless it says that there is none. */
function notesOfThing(thing: string, rest: readonly Entry[], names: readonly string[], notesOf: NotesOf): Note[] {
  const tellsKind = ([, value]: Entry) => typeof value === 'string' && isKind(value);
  const kinds = rest.filter(tellsKind).map(([, value]) => String(value));
  const others = rest.filter((entry) => !tellsKind(entry) && typeof entry[1] !== 'number');
  const isDenied = others.some(([, value]) => value === false);
  return [
    ...(isDenied ? [] : [thing, ...kinds].map((text) => ({ names, text }))),
    ...others.flatMap(([key, value]) => notesOf(value, below([...names, thing], key))),
  ];
}

/** Seconds, or a clock time as it is written, as a clock time. */
function clockOf(value: Tree | undefined): string | null {
  if (typeof value === 'string') return /^\d{1,3}:\d\d$/.test(value) ? value : null;
  if (typeof value !== 'number' || value < 0) return null;
  return clockTime(value);
}
