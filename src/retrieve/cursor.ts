/** Pages of an answer: a cursor says after which result of which question the next page begins. */
import { createHash } from 'node:crypto';
import { CollapError } from '../errors.js';
import type { ModelIdentity } from '../types.js';

export const DEFAULT_LIMIT = 10;
export const MAX_LIMIT = 50;

export interface Ranked {
  readonly trackId: string;
  readonly score: number;
}

/** The last result that was shown; pages continue behind its score, also when songs were added in between. */
export interface PageEnd extends Ranked {
  readonly rank: number;
}

/** Highest score first; equal scores in the order of their ids, so that pages never overlap. */
export function compareRanked(a: Ranked, b: Ranked): number {
  return b.score - a.score || (a.trackId < b.trackId ? -1 : a.trackId > b.trackId ? 1 : 0);
}

/**
 * @returns the number of results a page.
 * @throws {@link CollapError} `E_USAGE` when it is not a whole number from 1 to 50.
 */
export function checkLimit(limit: number = DEFAULT_LIMIT): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_LIMIT) return limit;
  throw new CollapError(
    'E_USAGE',
    `The limit is ${limit}; it must be a whole number from 1 to ${MAX_LIMIT}.`,
    `Ask for at most ${MAX_LIMIT} results, and for more with the cursor of the last answer.`,
  );
}

/**
 * A short name of a question to one model: a cursor of one question is refused by another.
 *
 * @param asked - all that decides the answer but for the page.
 */
export function fingerprintQuery(asked: readonly unknown[], identity: ModelIdentity): string {
  const text = JSON.stringify([...asked, identity.sha256]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

export function writeCursor(fingerprint: string, end: PageEnd): string {
  return Buffer.from(JSON.stringify([fingerprint, end.score, end.trackId, end.rank])).toString('base64url');
}

/** @throws {@link CollapError} `E_USAGE` when the text is no cursor, or one of another question. */
export function readCursor(cursor: string, fingerprint: string): PageEnd {
  const [asked, score, trackId, rank] = decode(cursor);
  if (asked !== fingerprint || typeof score !== 'number' || typeof trackId !== 'string' || typeof rank !== 'number') {
    throw new CollapError(
      'E_USAGE',
      'The cursor does not belong to this question.',
      'Repeat the question without a cursor, then pass the nextCursor of its answer with the same words and filters.',
    );
  }
  return { score, trackId, rank };
}

function decode(cursor: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
