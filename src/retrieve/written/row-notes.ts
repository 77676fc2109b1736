/** Rows to what they say: each under the headings, fields and items that it stands below. */
import { countWords } from '../check-description.js';
import { isKnownName, isPlainName, isThing } from './field-names.js';
import { isKind, isPartKey, type Note } from './notes.js';
import { BOLD_LEVEL, type Field, type Heading, MOST_NAME_WORDS, plain, type Row } from './rows.js';

/** What later rows stand under. */
interface Opened {
  readonly name: string;
  readonly level: number;
  /** Items at its own level stand under it, as in YAML. */
  readonly takesItems: boolean;
  /** An instrument, say, of which the fields below it tell the kind. */
  readonly isThing: boolean;
}

const INLINE_LIST = /^\[(.*)\]$/;

export function notesOfRows(rows: readonly Row[]): Note[] {
  const notes: Note[] = [];
  const title = titleOf(rows);
  let open: readonly Opened[] = [];
  for (const row of rows) {
    open = open.filter((one) => standsUnder(row, one));
    const names = open.map(({ name }) => name);
    const opened = row === title ? null : openedBy(row, names);
    const texts = textsOf(row, opened).map(({ name, text }) => ({
      names: name === null ? names : [...names, name],
      text,
    }));
    notes.push(...(open.at(-1)?.isThing ? texts.map(kindOfThing) : texts));
    if (opened) open = [...open, opened];
  }
  return notes;
}

/** "role: lead" below "name: violin" stands beside the violin. */
const kindOfThing = ({ names, text }: Note): Note => ({ names: isKind(text) ? names.slice(0, -2) : names, text });

function standsUnder(row: Row, { level, takesItems }: Opened): boolean {
  if (level === row.level) return takesItems && row.isItem;
  if (level === BOLD_LEVEL && row.kind === 'field') return !row.isMarked;
  return level < row.level;
}

function openedBy(row: Row, names: readonly string[]): Opened | null {
  const { level } = row;
  const opened = { level, isThing: false };
  if (row.kind === 'heading')
    return countWords(row.text) > MOST_NAME_WORDS ? null : { ...opened, name: row.text, takesItems: true };
  if (row.kind === 'sentence') return null;
  if (!row.value) return { ...opened, name: row.name, takesItems: !row.isItem };
  if (!isPartKey(row.name)) return { ...opened, name: row.name, takesItems: false };
  return { ...opened, name: row.value, takesItems: false, isThing: isThing(names.at(-1) ?? '') };
}

function textsOf(row: Row, opened: Opened | null): { name: string | null; text: string }[] {
  if (opened?.isThing) return [{ name: null, text: opened.name }];
  if (row.kind === 'field') return valuesOf(row).map((text) => ({ name: row.name, text }));
  const saysSomething = !opened && !isPlainName(row.text);
  return saysSomething ? [{ name: null, text: row.text }] : [];
}

/** `[calm, gentle]` is a list, anything else one value; what names a part of the song says nothing of it. */
function valuesOf({ name, value }: Field): string[] {
  if (!value || isPartKey(name)) return [];
  const list = INLINE_LIST.exec(value)?.[1];
  return list === undefined ? [value] : list.split(',').map(plain).filter(Boolean);
}

/** A heading that opens the text and stands above all others says what the song is. */
function titleOf(rows: readonly Row[]): Heading | null {
  const [first] = rows;
  if (first?.kind !== 'heading' || isKnownName(first.text)) return null;
  const others = rows.filter((row) => row.kind === 'heading' && row !== first);
  return others.every(({ level }) => level > first.level) ? first : null;
}
