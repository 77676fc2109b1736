/** Descriptions in markup: the elements of XML, whatever they are called, are names; those of HTML are lines, as Markdown writes them. */
import { decodeHTML } from 'entities';
import { Parser } from 'htmlparser2';
import { isAvoidedName } from './field-names.js';
import { isPartKey, type Note } from './notes.js';
import { type Entry, notesOfTree, type Tree } from './tree-notes.js';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (Element | string)[];
}

/** What begins no element: "<3", "a < b". */
const LESS = /<(?![\p{L}/!?])/gu;
const FENCE = /```\w*/g;
/** What stands deeper is read as if it stood here. */
const MOST_DEPTH = 40;

/** Elements of HTML that begin a line, and what the line begins with. */
const LINES: ReadonlyMap<string, string> = new Map([
  ...[1, 2, 3, 4, 5, 6].map((level) => [`h${level}`, `${'#'.repeat(level)} `] as const),
  ...['li', 'dd'].map((name) => [name, '- '] as const),
  ...'p br hr div ul ol dl dt table thead tbody tfoot tr blockquote pre figure article main header footer nav html body'
    .split(' ')
    .map((name) => [name, ''] as const),
]);
const BOLD = new Set(['b', 'strong', 'dt']);
const CELLS = new Set(['td', 'th']);
const PHRASES = new Set('a abbr big code em font i mark q s small span sub sup u wbr cite kbd img'.split(' '));
const UNSEEN = new Set(['head', 'script', 'noscript', 'template', 'iframe', 'svg']);
/** Attributes that say nothing of music. */
const TECHNICAL = /^(?:xml.*|class|id|style|lang|href|src|version|schema|weight|confidence|type)$/i;

const isHtml = ({ name }: Element): boolean =>
  [LINES, BOLD, CELLS, PHRASES].some((names) => names.has(name.toLowerCase()));

/**
 * @param readText - what a text says that stands in an element, or between elements.
 * @returns null where the text has no element that ends.
 */
export function readMarkupNotes(text: string, readText: (text: string) => Note[]): Note[] | null {
  const nodes = parse(text.replace(FENCE, '\n'));
  if (!nodes) return null;
  const seen = flatten(nodes);
  const roots = seen.filter((node): node is Element => typeof node !== 'string' && !isHtml(node));
  const isWrapped =
    roots.length === 1 && hasElements(roots[0] as Element) && !isAvoidedName(nameOf(roots[0] as Element));
  const entries = isWrapped ? seen.flatMap(unwrap) : entriesOf(seen);
  return entries.flatMap(([key, value]) => notesOfTree({ entries: [[key, value]] }, [], readText));
}

/** The elements and texts of a markup; null where no element ends. */
function parse(text: string): Element['children'] | null {
  const root: Element = { name: '', attributes: {}, children: [] };
  const open: Element[] = [root];
  let ends = text.includes('/>');
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        const parent = open.at(-1) as Element;
        const element = { name, attributes, children: [] };
        if (open.length < MOST_DEPTH) parent.children.push(element);
        open.push(open.length < MOST_DEPTH ? element : parent);
      },
      ontext: (data) => (open.at(-1) as Element).children.push(decodeHTML(data)),
      onclosetag: (_, isImplied) => {
        open.pop();
        ends ||= !isImplied;
      },
    },
    { xmlMode: true, decodeEntities: false },
  );
  parser.end(text.replace(LESS, '&lt;'));
  const isMarkup = ends && root.children.some((node) => typeof node !== 'string');
  return isMarkup ? root.children : null;
}

/** HTML around XML does not count. */
function flatten(nodes: Element['children']): Element['children'] {
  return nodes.flatMap((node) => {
    if (typeof node === 'string' || !isHtml(node) || !hasXml(node)) return [node];
    return flatten(node.children);
  });
}

const hasElements = ({ children }: Element): boolean => children.some((node) => typeof node !== 'string');
const hasXml = ({ children }: Element): boolean =>
  children.some((node) => typeof node !== 'string' && (!isHtml(node) || hasXml(node)));

/** The only element that is not HTML holds the description: its name says nothing. */
function unwrap(node: Element | string): Entry[] {
  if (typeof node === 'string' || isHtml(node)) return entriesOf([node]);
  return [...attributesOf(node).filter(([key]) => !isPartKey(key)), ...entriesOf(flatten(node.children))];
}

const nameOf = ({ name }: Element): string => name.replace(/[-:.]+/g, ' ');

function attributesOf({ attributes }: Element): Entry[] {
  return Object.entries(attributes).flatMap(([name, value]): Entry[] =>
    TECHNICAL.test(name) || !value.trim() ? [] : [[name.replace(/[-:.]+/g, ' '), asFigure(decodeHTML(value))]],
  );
}

/** Text without an element around it has the name "". */
function entriesOf(nodes: Element['children']): Entry[] {
  const entries: Entry[] = [];
  let text: Element['children'] = [];
  const endText = () => {
    const lines = linesOf(text).trim();
    if (lines) entries.push(['', asFigure(lines)]);
    text = [];
  };
  for (const node of nodes) {
    if (typeof node === 'string' || isHtml(node)) {
      text.push(node);
    } else if (!UNSEEN.has(node.name.toLowerCase())) {
      endText();
      entries.push([nameOf(node), treeOf(node)]);
    }
  }
  endText();
  return entries;
}

/** An empty element says that there is what it is called. */
function treeOf(element: Element): Tree {
  const { unit, ...attributes } = Object.fromEntries(attributesOf(element));
  const entries = [...Object.entries(attributes), ...entriesOf(flatten(element.children))];
  const [only] = entries;
  if (!only) return true;
  if (entries.length > 1 || only[0]) return { entries };
  return unit === undefined ? only[1] : `${only[1]} ${unit}`;
}

const asFigure = (text: string): string | number => (/^\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text) : text.trim());

/** Whether line breaks mean something: in Markdown and JSON, other than in HTML. */
const hasLines = (text: string): boolean =>
  /^\s*(?:#{1,6} |[-*+•] |\d{1,2}[.)] |\||[[{]|\*\*|\p{L}[\p{L} ]{0,30}: )/mu.test(text);

/** HTML as lines of Markdown. */
function linesOf(nodes: Element['children']): string {
  return nodes
    .map((node) => (typeof node !== 'string' ? lineOf(node) : hasLines(node) ? node : node.replace(/\s+/g, ' ')))
    .join('');
}

function lineOf(element: Element): string {
  const name = element.name.toLowerCase();
  if (name === 'tr') return rowOf(element);
  const inner = linesOf(element.children);
  const said = BOLD.has(name) && inner.trim() ? `**${inner.trim()}${name === 'dt' ? ':' : ''}**` : inner;
  const start = LINES.get(name);
  return start === undefined ? said : `\n${start}${said.trimStart()}\n`;
}

/** A row of a table: below a head that is only there where the row is not one itself. */
function rowOf({ children }: Element): string {
  const cells = children.filter(
    (node): node is Element => typeof node !== 'string' && CELLS.has(node.name.toLowerCase()),
  );
  if (cells.every(({ name }) => name.toLowerCase() === 'th')) return '';
  const row = cells.map((cell) => linesOf(cell.children).replace(/\s+/g, ' ').trim()).join(' | ');
  return `\n| | |\n|---|---|\n| ${row} |\n`;
}
