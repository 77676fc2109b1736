/** Manifests: JSON lines, one case a line, anybody's; fields that a task does not know are ignored. */
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { CollapError } from '../errors.js';
import { countWords, MAX_DESCRIPTION_WORDS } from '../retrieve/check-description.js';
import { tellIssues } from '../tell-issues.js';

const REMEDY = 'Correct the line; `collap eval TASK --help` shows what a line looks like.';

/** Fields that every task's line has: which recording, and what it belongs to. */
export const caseFields = {
  id: z.union([z.string(), z.number()]).transform(String),
  /** Path relative to the audio root. */
  audio: z.string().min(1),
  /** Results are broken down by it. */
  group: z
    .union([z.string(), z.number()])
    .transform(String)
    .nullish()
    .transform((group) => group ?? null),
};

/** A description that can be asked. */
export const textField = z
  .string()
  .refine((text) => /[\p{L}\p{N}]/u.test(text), 'a text must hold words')
  .refine((text) => countWords(text) <= MAX_DESCRIPTION_WORDS, `a text has at most ${MAX_DESCRIPTION_WORDS} words`);

/**
 * Reads a manifest; empty lines are skipped.
 *
 * @throws {@link CollapError} `E_MANIFEST` with the number of the line that is not as the schema wants it, and for a file
 *   that cannot be read or has no line.
 */
export async function readManifest<T>(path: string, schema: z.ZodType<T>): Promise<T[]> {
  const lines = (await readText(path)).split('\n');
  const rows = lines.flatMap((line, index) => (line.trim() ? [readLine(line, index + 1, path, schema)] : []));
  if (rows.length) return rows;
  throw new CollapError('E_MANIFEST', `${path} has no line; one JSON object a line was expected.`, REMEDY);
}

async function readText(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (cause) {
    throw new CollapError(
      'E_MANIFEST',
      `The manifest ${path} cannot be read: ${(cause as Error).message}.`,
      'Give the path of a readable file with one JSON object a line.',
      { cause },
    );
  }
}

function readLine<T>(line: string, number: number, path: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(line));
  } catch (cause) {
    const detail = cause instanceof z.ZodError ? tellIssues(cause) : (cause as Error).message;
    throw new CollapError('E_MANIFEST', `${path}, line ${number}: ${detail}`, REMEDY, { cause });
  }
}
