/** What a library that is heard anew was told to index, and whether all of it is still within reach. */
import { resolve } from 'node:path';
import { isThere } from '../is-there.js';
import type { FileWarning } from '../types.js';
import type { IndexTargets } from './index-targets.js';
import type { Library } from './library.js';
import { isUnder, textToPath } from './path-text.js';
import { isInsideRoots, type Roots } from './roots.js';
import type { IndexTarget } from './shelf.js';
import type { FoundFile } from './walk-audio.js';

export interface KnownFolders {
  readonly there: readonly string[];
  readonly missing: readonly string[];
  /** Those that are there and may not be read. */
  readonly outside: readonly string[];
}

/** Folders and files that were given to `index`. @param roots - what may be read of them. */
export async function findKnownFolders(library: Library, roots: Roots): Promise<KnownFolders> {
  const known = { there: [] as string[], missing: [] as string[], outside: [] as string[] };
  for (const folder of await library.folders()) {
    const path = await textToPath(folder);
    if (!(await isThere(path))) known.missing.push(folder);
    else if (await isInsideRoots(path, roots)) known.there.push(folder);
    else known.outside.push(folder);
  }
  return known;
}

/**
 * @returns what leaves only those files that a library knows or that lie under some paths: what was forgotten stays so, though its folder is
 * walked.
 */
export async function keepingTo(
  library: Library,
  paths: readonly string[],
): Promise<(targets: IndexTargets) => IndexTargets> {
  const asked = paths.map((path) => resolve(path));
  const known = new Set((await library.filesUnder(await library.folders())).map(({ path }) => path));
  const isWanted = ({ path }: FoundFile) => known.has(path) || isUnder(path, asked);
  return (targets) => ({ ...targets, files: targets.files.filter(isWanted) });
}

/**
 * Those of which songs are known and none was found now, as of a disk that is not mounted, or not all were, because they may not be read:
 * what is known of them must not be lost.
 */
export async function foldersThatWait(
  { library, outdated }: IndexTarget,
  { there, missing, outside }: KnownFolders,
): Promise<FileWarning[]> {
  const waiting: FileWarning[] = [];
  for (const folder of [...missing, ...there, ...outside]) {
    const [before = [], now] = await Promise.all([outdated?.filesUnder([folder]), library.filesUnder([folder])]);
    const heard = new Set(now.map(({ path }) => path));
    const unheard = before.filter(({ path, state }) => state === 'ready' && !heard.has(path));
    if (unheard.length === 0) continue;
    if (outside.includes(folder)) waiting.push(mayNotBeRead(folder));
    else if (now.length === 0) waiting.push(waitsFor(folder));
  }
  return waiting;
}

function mayNotBeRead(path: string): FileWarning {
  const message =
    'Its songs are known, but it lies outside the music folders of this server, so that they were not all heard anew: the older version of ' +
    `the model goes on answering. Index it in a terminal: collap index ${JSON.stringify(path)}.`;
  return { path, code: 'E_OUTSIDE_ROOTS', message };
}

function waitsFor(path: string): FileWarning {
  const message =
    'Its songs are known, but not one file is there to be heard anew: the older version of the model goes on answering. ' +
    'Index again when the folder is back, or use `collap forget` if it is gone for good.';
  return { path, code: 'E_NOT_FOUND', message };
}
