/** Lines of a description as rows: Markdown headings and tables, list items, "Name: value" fields, and YAML, which is both of the latter. */
import { isKnownName, isPlace } from './field-names.js';
import { wordsOfKey } from './notes.js';

interface Placed {
  /** Spaces before it; headings stand further out than any line. */
  readonly level: number;
  readonly isItem: boolean;
}

export interface Heading extends Placed {
  readonly kind: 'heading';
  readonly text: string;
}

export interface Field extends Placed {
  readonly kind: 'field';
  readonly name: string;
  /** Empty where the value stands in the rows below. */
  readonly value: string;
  /** Its name is marked as such: in bold, or as the first cell of a table. */
  readonly isMarked: boolean;
}

export interface Sentence extends Placed {
  readonly kind: 'sentence';
  readonly text: string;
}

export type Row = Heading | Field | Sentence;

/** Of a line in bold: over all lines but fields whose names are bold, too. */
export const BOLD_LEVEL = -1;
const HEADING_LEVEL = -10;

const NEWLINE = /\r\n|[\n\r\u2028\u2029]/;
const QUOTE = /^\s*(?:>\s?)+/;
/** Before a name: "🎵 Genre: ambient". */
const PICTURES = /^(?:\p{Extended_Pictographic}|\ufe0f|\u200d|\s)+(?=[*_]{0,2}\p{L})/u;
const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;
const BOLD_LINE = /^(\*\*|__)([^*_:]+)\1$/;
const ITEM = /^(?:[-*+•–—·‣▪●]|\(?\d{1,2}(?:[.)]|\s[-–—](?=\s+[^\d\s]))|\[[ xX]\])\s+/;
const RULE = /^(?:[-*_=]\s*){3,}$|^```\w*$/;
/** Below the head of a table. */
const TABLE_RULE = /^\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?$/;
const BOLD_FIELD = /^(\*\*|__|\*)(.{1,60}?)(?::\1|\1\s*(?::|[–—-](?=\s)))\s*(.*)$/;
const BRACKETED_FIELD = /^\[([^\]]{1,60})\]:?\s+(.*)$/;
const PLACED_FIELD = /^\(([^()]{1,40})\):?\s+(.*)$/;
const CLOCK = String.raw`(?:about )?\d{1,3}:\d\d`;
const TIMED_FIELD = new RegExp(
  String.raw`^(\(?~?${CLOCK}(?:\s*(?:-|–|—|to)\s*${CLOCK})?\)?)\s*(?:[:–—-]\s+|\s(?!long\b|in length\b))(.*)$`,
  'i',
);
const PLAIN_FIELD = /^["']?(\p{L}[^:"']{0,40}?)["']?\s*(?::|=>|=)(?:\s+|$)(.*)$/u;
/** A value of YAML that stands in the lines below. */
const BLOCK_MARK = /^[|>][+-]?$/;
/** What is longer says something itself. */
export const MOST_NAME_WORDS = 6;
/** Between the fields of one line: "type: loop; genre: hip hop", "Genre: ambient. Mood: calm." */
const FIELD_BREAK = /(?<=[.;|])\s+(?=[*_]{0,2}\p{L}[\p{L}\s/&-]{0,30}[*_]{0,2}:)/u;
const LEAST_FIELDS = 2;

/** @returns null where the text has no form but paragraphs and lists of sentences. */
export function readRows(text: string): Row[] | null {
  const rows = readTables(text.split(NEWLINE)).flatMap((line) => (typeof line === 'string' ? readLines(line) : line));
  const fields = rows.filter((row) => row.kind === 'field');
  const hasForm =
    rows.some((row) => row.kind === 'heading') || fields.some((row) => row.isMarked || isKnownName(row.name));
  return hasForm || fields.length >= LEAST_FIELDS
    ? rows.filter((row) => row.kind !== 'sentence' || row.text !== '')
    : null;
}

/** Rows of tables, without their heads, as fields; other lines as they stand. */
function readTables(lines: readonly string[]): (string | Row)[] {
  const read: (string | Row)[] = [];
  let isTable = false;
  for (const [index, line] of lines.entries()) {
    const isRow = line.includes('|');
    if (isRow && TABLE_RULE.test(line.trim())) {
      isTable = true;
    } else if (isRow && TABLE_RULE.test(lines[index + 1]?.trim() ?? '')) {
      isTable = false; // a head: what it says of the columns says nothing of the song
    } else {
      isTable &&= isRow;
      read.push(isTable ? readCells(line) : line);
    }
  }
  return read;
}

function readCells(line: string): Row {
  const cells = line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map(plain);
  const [name = '', ...values] = cells;
  const placed = { level: 0, isItem: false };
  if (!values.length) return { kind: 'sentence', ...placed, text: name };
  return { kind: 'field', ...placed, name, value: values.filter(Boolean).join(', '), isMarked: true };
}

function readLines(line: string): Row[] {
  const pieces = line.split(FIELD_BREAK);
  if (pieces.length < LEAST_FIELDS) return [readLine(line)];
  const rows = pieces.map((piece) => readLine(piece.trimEnd().replace(/[;|]$/, '')));
  const known = rows.filter((row) => row.kind === 'field' && isKnownName(row.name));
  return known.length >= LEAST_FIELDS ? rows : [readLine(line)];
}

function readLine(raw: string): Row {
  const line = raw.replace(QUOTE, '').replace(/\t/g, '  ');
  const indent = line.length - line.trimStart().length;
  const body = line.trim().replace(PICTURES, '');
  if (RULE.test(body)) return { kind: 'sentence', level: indent, isItem: false, text: '' };
  const [, marks, heading] = HEADING.exec(body) ?? [];
  if (marks)
    return { kind: 'heading', level: HEADING_LEVEL + marks.length, isItem: false, text: plain(heading as string) };
  const bold = BOLD_LINE.exec(body)?.[2];
  if (bold) return { kind: 'heading', level: BOLD_LEVEL, isItem: false, text: plain(bold) };
  const mark = ITEM.exec(body)?.[0] ?? '';
  const rest = body.slice(mark.length);
  const placed = { level: indent, isItem: mark !== '' };
  const field = readField(rest);
  return field
    ? { kind: 'field', ...placed, ...field }
    : { kind: 'sentence', ...placed, text: plain(rest).replaceAll(' | ', ', ') };
}

function readField(body: string): Pick<Field, 'name' | 'value' | 'isMarked'> | null {
  const bold = BOLD_FIELD.exec(body);
  if (bold) return { name: plain(bold[2] as string), value: plain(bold[3] as string), isMarked: true };
  const placed = PLACED_FIELD.exec(body);
  if (placed && isPlace(placed[1] as string))
    return { name: placed[1] as string, value: plain(placed[2] as string), isMarked: true };
  const [, key, value = ''] = BRACKETED_FIELD.exec(body) ?? TIMED_FIELD.exec(body) ?? PLAIN_FIELD.exec(body) ?? [];
  const name = wordsOfKey(plain(key ?? '').replace(/^\((.*)\)$/, '$1'));
  if (!name || name.split(' ').length > MOST_NAME_WORDS) return null;
  return { name, value: plain(value.replace(BLOCK_MARK, '')), isMarked: false };
}

/** Words without the marks of emphasis, code and links, and without quotes around them. */
export function plain(text: string): string {
  return text
    .replace(PICTURES, '')
    .replace(/!?\[([^[\]]{0,200})\]\([^()]{0,500}\)/g, '$1')
    .replace(/(\*\*|__|`)(.{1,500}?)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}])([*_])(?=\S)(.{1,500}?)(?<=\S)\1(?![\p{L}\p{N}])/gu, '$2')
    .replace(/^(["'])(.*)\1,?$/, '$2')
    .trim();
}
