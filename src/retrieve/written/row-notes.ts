/** Rows to what they say: each under the headings, fields and items that it stands below. */
import { countWords } from '../check-description.js';
import { isKnownName, isPlainName } from './field-names.js';
import { isPartKey, type Note } from './notes.js';
import { BOLD_LEVEL, type Field, type Heading, MOST_NAME_WORDS, plain, type Row } from './rows.js';

/** What later rows stand under. */
interface Opened {
  readonly name: string;
  readonly level: number;
  /** Items at its own level stand under it, as in YAML. */
  readonly takesItems: boolean;
}

const INLINE_LIST = /^\[(.*)\]$/;

export function notesOfRows(rows: readonly Row[]): Note[] {
  const notes: Note[] = [];
  const title = titleOf(rows);
  let open: readonly Opened[] = [];
  for (const row of rows) {
    open = open.filter((one) => standsUnder(row, one));
    const names = open.map(({ name }) => name);
    const opened = row === title ? null : openedBy(row);
    if (opened) open = [...open, opened];
    notes.push(
      ...textsOf(row, opened).map(({ name, text }) => ({ names: name === null ? names : [...names, name], text })),
    );
  }
  return notes;
}

function standsUnder(row: Row, { level, takesItems }: Opened): boolean {
  if (level === row.level) return takesItems && row.isItem;
  if (level === BOLD_LEVEL && row.kind === 'field') return !row.isMarked;
  return level < row.level;
}

function openedBy(row: Row): Opened | null {
  const { level } = row;
  if (row.kind === 'heading')
    return countWords(row.text) > MOST_NAME_WORDS ? null : { name: row.text, level, takesItems: true };
  if (row.kind === 'sentence') return null;
  if (!row.value) return { name: row.name, level, takesItems: !row.isItem };
  return { name: isPartKey(row.name) ? row.value : row.name, level, takesItems: false };
}

function textsOf(row: Row, opened: Opened | null): { name: string | null; text: string }[] {
  if (row.kind === 'field') return valuesOf(row).map((text) => ({ name: row.name, text }));
  const saysSomething = row.text !== '' && !opened && !isPlainName(row.text);
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
  const first = rows.find((row) => row.kind !== 'sentence' || row.text !== '');
  if (first?.kind !== 'heading' || isKnownName(first.text)) return null;
  const others = rows.filter((row) => row.kind === 'heading' && row !== first);
  return others.every(({ level }) => level > first.level) ? first : null;
}
