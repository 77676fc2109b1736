/** Filters on what is measured or tagged rather than heard. */
import * as z from 'zod';
import { readClock } from '../clock.js';
import { parseKeyName } from '../embed/key-names.js';
import { CollapError } from '../errors.js';
import { tellIssues } from '../tell-issues.js';
import { isOneOf, quote } from './sql.js';

/** Lowest and highest value, both included; infinite where open. */
export type Range = [number, number];

/** All that is given must hold. */
export interface TrackFilter {
  /** Of whole BPM: half a BPM below and above count, too. */
  tempoBpm?: Range;
  /** Any spelling of a key: `A minor`, `Am`. */
  key?: string;
  durationSeconds?: Range;
  year?: Range;
  /** Part of the path, whatever its case. */
  pathContains?: string;
  /** Part of a genre tag, whatever its case. */
  genre?: string;
  trackIds?: string[];
}

/** Zod's numbers are finite; the end of a range need not be. */
const bound = z.custom<number>(
  (value) => typeof value === 'number' && !Number.isNaN(value),
  'the ends must be numbers',
);
const range = z
  .tuple([bound, bound])
  .refine(([low, high]) => low <= high, 'the low end must not be above the high end');
const filterSchema = z.strictObject({
  tempoBpm: range.optional(),
  key: z.string().optional(),
  durationSeconds: range.optional(),
  year: range.optional(),
  pathContains: z.string().min(1).optional(),
  genre: z.string().min(1).optional(),
  trackIds: z.array(z.string()).optional(),
});
/** What rounding to whole BPM takes up, */
const HALF_A_BPM = 0.5;
/** and, before, rounding to tenths. */
const HALF_A_TENTH = 0.05;
const KEY_FORMS = 'Give a key such as "A minor", "F# major" or "Am".';
const RANGE_FORMS =
  'Give a range as low..high, low.. or ..high: tempo in BPM, duration in seconds or as 1:30..5:00, year in four digits.';

/**
 * Reads `120..128`, `120..`, `..128`, or a single value `120`.
 *
 * @throws {@link CollapError} `E_FILTER` for anything else.
 */
export function parseRange(text: string): Range {
  return readRange(text, (bound) => (/^\d+(?:\.\d+)?$/.test(bound) ? Number(bound) : null));
}

/** The same of lengths in seconds, which may also be told as a clock does: `1:30..5:00`. */
export function parseLengthRange(text: string): Range {
  return readRange(text, readClock);
}

/** @param readBound - null for what is none. */
function readRange(text: string, readBound: (bound: string) => number | null): Range {
  const bounds = text.split('..').map((bound) => bound.trim());
  const [low, high = low] = bounds as [string, string?];
  const from = low === '' ? Number.NEGATIVE_INFINITY : readBound(low);
  const to = high === '' ? Number.POSITIVE_INFINITY : readBound(high as string);
  if (bounds.length > 2 || bounds.every((bound) => bound === '') || from === null || to === null)
    throw new CollapError('E_FILTER', `"${text}" is not a range.`, RANGE_FORMS);
  if (from > to) throw new CollapError('E_FILTER', `The range "${text}" ends before it starts.`, RANGE_FORMS);
  return [from, to];
}

/**
 * The filter as SQL over the table of tracks; null where nothing is filtered.
 *
 * @throws {@link CollapError} `E_FILTER` for unknown names, ranges that end before they start, and unknown keys.
 */
export function filterToSql(filter: TrackFilter | undefined): string | null {
  if (filter === undefined) return null;
  const parsed = filterSchema.safeParse(filter, { reportInput: false });
  if (!parsed.success)
    throw new CollapError('E_FILTER', `The filter is not understood: ${tellIssues(parsed.error)}`, RANGE_FORMS);
  const conditions = [
    ...withinTempo(filter.tempoBpm),
    ...within('durationSeconds', filter.durationSeconds),
    ...within('year', filter.year),
    ...(filter.key === undefined ? [] : [`key = ${quote(knownKey(filter.key))}`]),
    ...contains('path', filter.pathContains),
    ...contains('genre', filter.genre),
    ...(filter.trackIds === undefined ? [] : [isOneOf('trackId', filter.trackIds)]),
  ];
  return conditions.length === 0 ? null : conditions.join(' AND ');
}

/**
 * Tempos are compared as they are shown, in whole BPM: `120` is what is told as 120.0 but was estimated at 119.997, and any range reaches half a BPM
 * further at both ends.
 */
function withinTempo(bounds: Range | undefined): string[] {
  if (bounds === undefined) return [];
  const [low, high] = bounds;
  return [
    'tempoBpm IS NOT NULL',
    ...(Number.isFinite(low) ? [`tempoBpm >= ${low - HALF_A_BPM - HALF_A_TENTH}`] : []),
    ...(Number.isFinite(high) ? [`tempoBpm < ${high + HALF_A_BPM - HALF_A_TENTH}`] : []),
  ];
}

function within(column: string, bounds: Range | undefined): string[] {
  if (bounds === undefined) return [];
  const [low, high] = bounds;
  const known = `${column} IS NOT NULL`;
  return [
    known,
    ...(Number.isFinite(low) ? [`${column} >= ${low}`] : []),
    ...(Number.isFinite(high) ? [`${column} <= ${high}`] : []),
  ];
}

function contains(column: string, part: string | undefined): string[] {
  return part === undefined ? [] : [`contains(lower(${column}), ${quote(part.toLowerCase())})`];
}

function knownKey(text: string): string {
  const key = parseKeyName(text);
  if (key === null) throw new CollapError('E_FILTER', `"${text}" is not a key.`, KEY_FORMS);
  return key;
}
