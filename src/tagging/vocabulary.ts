/** A file that says which of our words stand for which of the user's. */
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { GroupProbabilities } from '../classify/score-labels.js';
import { CollapError } from '../errors.js';
import { tellIssues } from '../tell-issues.js';

/** By group, then by our label: the user's word, or null for a label that is never to be written. */
export type Vocabulary = z.infer<typeof vocabularySchema>;

export const vocabularySchema = z.record(z.string(), z.record(z.string(), z.string().min(1).nullable()));

const FORM =
  'Write JSON such as {"genre": {"drum and bass": "Drum & Bass", "new age": null}, "mood": {"calm": "Chill"}}.';

/** @throws {@link CollapError} `E_NOT_FOUND`, `E_USAGE` when the file is not of that form. */
export async function readVocabulary(path: string): Promise<Vocabulary> {
  const text = await readFile(path, 'utf8').catch((cause) => {
    throw new CollapError('E_NOT_FOUND', `The vocabulary ${path} cannot be read.`, 'Check the path.', { cause });
  });
  try {
    return vocabularySchema.parse(JSON.parse(text));
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? tellIssues(cause) : String(cause);
    throw new CollapError('E_USAGE', `${path} is not a vocabulary: ${reason}`, FORM, { cause });
  }
}

/** A word that is misspelt would silently map nothing. @throws {@link CollapError} `E_USAGE` that lists the words there are. */
export function checkVocabulary(vocabulary: Vocabulary, groups: GroupProbabilities): void {
  for (const [group, words] of Object.entries(vocabulary)) {
    const known = Object.hasOwn(groups, group) ? groups[group]?.map(({ label }) => label) : undefined;
    if (!known) throw unknown(`group "${group}"`, Object.keys(groups));
    for (const word of Object.keys(words)) if (!known.includes(word)) throw unknown(`${group} "${word}"`, known);
  }
}

function unknown(what: string, known: readonly string[]): CollapError {
  return new CollapError(
    'E_USAGE',
    `The vocabulary names the ${what}, which the model does not know.`,
    `It knows ${[...known].sort().join(', ')}.`,
  );
}
