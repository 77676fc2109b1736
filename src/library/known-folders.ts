/** What a library that is heard anew was told to index, and whether all of it is still within reach. */
import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { FileWarning } from '../types.js';
import type { IndexTargets } from './index-targets.js';
import type { Library } from './library.js';
import { isUnder, textToPath } from './path-text.js';
import type { IndexTarget } from './shelf.js';
import type { FoundFile } from './walk-audio.js';

export interface KnownFolders {
  readonly there: readonly string[];
  readonly missing: readonly string[];
}

/** Folders and files that were given to `index`. */
export async function findKnownFolders(library: Library): Promise<KnownFolders> {
  const folders = await library.folders();
  const isThere = await Promise.all(
    folders.map(async (folder) =>
      access(await textToPath(folder)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return { there: folders.filter((_, i) => isThere[i]), missing: folders.filter((_, i) => !isThere[i]) };
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

/** Those of which songs are known and none was found now, as of a disk that is not mounted: what is known of them must not be lost. */
export async function foldersWithoutSongs(
  { library, outdated }: IndexTarget,
  { there, missing }: KnownFolders,
): Promise<string[]> {
  const without: string[] = [];
  for (const folder of [...missing, ...there]) {
    const [before, now] = await Promise.all([outdated?.filesUnder([folder]), library.filesUnder([folder])]);
    if (before?.some(({ state }) => state === 'ready') && now.length === 0) without.push(folder);
  }
  return without;
}

export function waitsFor(path: string): FileWarning {
  const message =
    'Its songs are known, but not one file is there to be heard anew: the older version of the model goes on answering. ' +
    'Index again when the folder is back, or use `collap forget` if it is gone for good.';
  return { path, code: 'E_NOT_FOUND', message };
}
