/**
 * A library's tables lie in its folder, or in a generation below it: the songs heard anew by a newer model grow beside the tables that answer, and
 * take their place in one step.
 */
import { readdir, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { ModelIdentity } from '../types.js';
import { KEPT_MODEL } from './kept-model.js';
import { CARD_FILE, replaceCardFile } from './library-card.js';
import { withWriteLock } from './write-lock.js';

export const GENERATIONS = 'generations';
/** Questions that were asked of the former generation end meanwhile; then it is removed. */
const GRACE_MS = 3_000;

const generationName = z.string().regex(/^generations\/[A-Za-z0-9][\w.-]*$/);

/** What stands in place of a library's card where its tables lie in a generation. */
const pointerSchema = z.object({
  format: z.literal(2),
  current: generationName,
  /** What is still to be removed; `.` are the tables in the folder itself. */
  former: z.union([generationName, z.literal('.')]).nullable(),
});

type Pointer = z.infer<typeof pointerSchema>;

/** The folder with the tables of a library, which is the library's own until another model has heard its songs anew. */
export async function homeOf(dir: string): Promise<string> {
  const pointer = await readPointer(dir);
  return pointer === null ? dir : join(dir, pointer.current);
}

/** Where the songs that a model hears anew are gathered. */
export function generationDir(dir: string, { name, version, sha256 }: ModelIdentity): string {
  return join(dir, GENERATIONS, `${`${name}-${version}`.replaceAll(/[^\w.-]/g, '_')}-${sha256.slice(0, 8)}`);
}

/**
 * Lets a generation answer from now on, in one step, and removes the one before. Does nothing where another process has done it.
 *
 * @param to - from {@link generationDir}.
 */
export async function switchGeneration(dir: string, to: string): Promise<void> {
  await withWriteLock(dir, async () => {
    const home = await homeOf(dir);
    if (home !== to)
      await writePointer(dir, { format: 2, current: relative(dir, to), former: relative(dir, home) || '.' });
  });
  await sleep(GRACE_MS);
  await removeFormer(dir);
}

/** Removes the tables that do not answer any more, also those that a killed process left. */
export async function removeFormer(dir: string): Promise<void> {
  if (!(await readPointer(dir))?.former) return;
  await withWriteLock(dir, async () => {
    const pointer = await readPointer(dir);
    if (!pointer?.former) return;
    for (const path of await pathsOf(dir, pointer.former)) await rm(path, { recursive: true, force: true });
    await writePointer(dir, { ...pointer, former: null });
  });
}

async function pathsOf(dir: string, former: string): Promise<string[]> {
  if (former !== '.') return [join(dir, former)];
  const own = (await readdir(dir)).filter((name) => name.endsWith('.lance') || name === KEPT_MODEL);
  return own.map((name) => join(dir, name));
}

/** @returns null where there is none; what is damaged is told by whoever reads the card. */
async function readPointer(dir: string): Promise<Pointer | null> {
  const text = await readFile(join(dir, CARD_FILE), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  if (!/"format":\s*2\b/.test(text)) return null;
  return pointerSchema.parse(JSON.parse(text));
}

function writePointer(dir: string, pointer: Pointer): Promise<void> {
  return replaceCardFile(dir, pointer);
}
