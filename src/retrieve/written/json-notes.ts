/** Descriptions as JSON: keys are names, arrays are lists, and what is `false`, `null` or empty is not there. */
import { clockTime } from '../../clock.js';
import { isPartKey, type Note, wordsOfKey } from './notes.js';

/** Around a block of code. */
const FENCE = /```\w*/g;

/** @returns what a JSON object or array says, and what stands before and behind an object; null where there is none. */
export function readJsonNotes(text: string): Note[] | null {
  const first = text.search(/[[{]/);
  const last = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  if (first < 0 || last < first) return null;
  const before = wordsAround(text.slice(0, first));
  const behind = wordsAround(text.slice(last + 1));
  if (text[first] === '[' && (before.length || behind.length)) return null; // "[Intro] a drone"
  try {
    return [...before, ...notesOf(JSON.parse(text.slice(first, last + 1)), []), ...behind];
  } catch {
    return null;
  }
}

function wordsAround(code: string): Note[] {
  const text = code.replace(FENCE, '').trim();
  return text ? [{ names: [], text }] : [];
}

function notesOf(value: unknown, names: readonly string[]): Note[] {
  if (Array.isArray(value)) return value.flatMap((item) => notesOf(item, names));
  if (value !== null && typeof value === 'object') {
    const range = rangeOf(value);
    return range ? [{ names, text: range }] : notesOfObject(Object.entries(value), names);
  }
  return names.length || typeof value === 'string' ? [{ names, text: String(value ?? 'none') }] : [];
}

/** `{"min": 60, "max": 80}` as a range. */
function rangeOf(value: object): string | null {
  const { min, max, ...rest } = value as Readonly<Record<string, unknown>>;
  const isRange = typeof min === 'number' && typeof max === 'number' && !Object.keys(rest).length;
  return isRange ? `${min}–${max}` : null;
}

function notesOfObject(entries: readonly (readonly [string, unknown])[], names: readonly string[]): Note[] {
  const { start, end } = Object.fromEntries(entries);
  const span = [clockOf(start), clockOf(end)];
  const isSpan = span[0] !== null && span[1] !== null;
  const isPart = ([key, value]: readonly [string, unknown]) => isPartKey(key) && typeof value === 'string';
  const tellsPlace = (entry: readonly [string, unknown]) =>
    isPart(entry) || (isSpan && /^(?:start|end)$/.test(entry[0]));
  const rest = entries.filter((entry) => !tellsPlace(entry));
  if (!rest.length) return entries.flatMap(([key, value]) => notesOf(value, [...names, wordsOfKey(key)]));
  const parts = [...entries.filter(isPart).map(([, value]) => String(value)), ...(isSpan ? [span.join('–')] : [])];
  const below = parts.length ? [...names, parts.join(', ')] : names;
  return rest.flatMap(([key, value]) => notesOf(value, [...below, wordsOfKey(key)]));
}

/** Seconds, or a clock time as it is written, as a clock time. */
function clockOf(value: unknown): string | null {
  if (typeof value === 'string') return /^\d{1,3}:\d\d$/.test(value) ? value : null;
  if (typeof value !== 'number' || value < 0) return null;
  return clockTime(value);
}
