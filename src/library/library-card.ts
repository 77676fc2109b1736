/** `library.json`: whose vectors a library holds, and which folders it was told to index. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { CollapError } from '../errors.js';
import type { ModelIdentity } from '../types.js';

export const CARD_FILE = 'library.json';
const FORMAT = 1;

const cardSchema = z.object({
  format: z.literal(FORMAT),
  model: z.object({ name: z.string(), version: z.string(), sha256: z.string() }),
  embeddingSize: z.number().int().positive(),
  /** Absolute paths that were given to `index`. */
  folders: z.array(z.string()),
});

export type LibraryCard = z.infer<typeof cardSchema>;

export function newLibraryCard(model: ModelIdentity, embeddingSize: number): LibraryCard {
  return { format: FORMAT, model: { ...model }, embeddingSize, folders: [] };
}

/**
 * @returns null where the folder holds no library yet.
 * @throws {@link CollapError} `E_LIBRARY` when the file is damaged or of another format.
 */
export async function readLibraryCard(dir: string): Promise<LibraryCard | null> {
  const path = join(dir, CARD_FILE);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    return cardSchema.parse(JSON.parse(text));
  } catch (cause) {
    const remedy = 'Restore the folder from a backup, or delete it and index the music again.';
    throw new CollapError('E_LIBRARY', `${path} is damaged, or was written by another version of collap.`, remedy, {
      cause,
    });
  }
}

/** Call it under the write lock. */
export function writeLibraryCard(dir: string, card: LibraryCard): Promise<void> {
  return replaceCardFile(dir, card);
}

/** Replaces the file in one step, by a card or by what stands in its place. Call it under the write lock. */
export async function replaceCardFile(dir: string, content: object): Promise<void> {
  const path = join(dir, CARD_FILE);
  await writeFile(`${path}.new`, `${JSON.stringify(content, null, 2)}\n`);
  await rename(`${path}.new`, path);
}

export function isSameModel(one: ModelIdentity, other: ModelIdentity): boolean {
  return one.name === other.name && one.version === other.version && one.sha256 === other.sha256;
}

/** @throws {@link CollapError} `E_MODEL_MISMATCH` when the library's vectors were made by another model. */
export function assertSameModel(
  dir: string,
  { model, embeddingSize }: LibraryCard,
  wanted: ModelIdentity,
  wantedSize: number,
): void {
  if (isSameModel(model, wanted) && embeddingSize === wantedSize) return;
  const nameOf = (identity: ModelIdentity) => `${identity.name} ${identity.version} (${identity.sha256.slice(0, 8)})`;
  throw new CollapError(
    'E_MODEL_MISMATCH',
    `The library ${dir} holds vectors of the model ${nameOf(model)}, and ${nameOf(wanted)} is in use; vectors of two models cannot be compared.`,
    `Run \`collap index\` if the model in use is a newer version: it hears the songs anew. Else give the library's model by --model DIR, or another library by --library DIR, or delete ${dir} and index the music again.`,
  );
}
