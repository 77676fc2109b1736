/** Which folders a library was told to index: what a caller without roots of its own may read, and what a re-scan walks. */
import { readLibraryCard, writeLibraryCard } from './library-card.js';
import { isUnder } from './path-text.js';
import { withWriteLock } from './write-lock.js';

export async function readFolders(dir: string): Promise<string[]> {
  return (await readLibraryCard(dir))?.folders ?? [];
}

/**
 * Takes off the list what was given to `index` at or below some paths.
 *
 * @returns how many folders and files that were.
 */
export async function removeFolders(dir: string, paths: readonly string[]): Promise<number> {
  if (!(await readFolders(dir)).some((folder) => isUnder(folder, paths))) return 0;
  return withWriteLock(dir, async () => {
    const card = await readLibraryCard(dir);
    if (card === null) return 0;
    const folders = card.folders.filter((folder) => !isUnder(folder, paths));
    await writeLibraryCard(dir, { ...card, folders });
    return card.folders.length - folders.length;
  });
}

/** Adds paths that are not there yet and do not lie in a folder that is. */
export async function addFolders(dir: string, paths: readonly string[]): Promise<void> {
  const known = await readFolders(dir);
  if (paths.every((path) => isUnder(path, known))) return;
  await withWriteLock(dir, async () => {
    const card = await readLibraryCard(dir);
    if (card === null) return;
    const folders = [...card.folders];
    for (const path of paths) if (!isUnder(path, folders)) folders.push(path);
    await writeLibraryCard(dir, { ...card, folders });
  });
}
