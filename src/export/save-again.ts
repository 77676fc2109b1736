/** Saving what is made again and again under one name, such as a page: over its own kind, but never over what somebody else wrote. */
import { readFile, stat } from 'node:fs/promises';
import { assertNoSongName } from './guard-songs.js';
import { assertFree, saveFile } from './save-file.js';

export interface SavedKind {
  /** For people: `a page`. */
  readonly name: string;
  /** What its name mostly ends in, with the dot. */
  readonly extension: string;
  /** Whether the text of a file is one of these, as collap writes them. */
  isOwn(text: string): boolean;
}

/** Larger files are none of ours, and are not read to find out. */
const MOST_OWN_BYTES = 64 * 2 ** 20;

/**
 * Complains of the target before the work, not after it.
 *
 * @returns whether what is there may be replaced.
 * @throws {@link CollapError} `E_USAGE` for the name of an audio file, a folder or a device, `E_EXISTS` for a file that is not of this kind, the codes
 *   of {@link saveFile}.
 */
export async function checkAgain(path: string, kind: SavedKind, force: boolean): Promise<boolean> {
  await assertNoSongName(path, kind.name, kind.extension);
  const overwrite = force || (await isOwnFile(path, kind));
  await assertFree(path, { overwrite, followLinks: true });
  return overwrite;
}

/**
 * Writes the text in one step. A file that is there is replaced where it is of this kind, or by force.
 *
 * @param path - absolute.
 * @throws {@link CollapError} the codes of {@link checkAgain} and of {@link saveFile}; what was there is then untouched.
 */
export async function saveAgain(path: string, text: string, kind: SavedKind, force: boolean): Promise<void> {
  const overwrite = await checkAgain(path, kind, force);
  await saveFile(path, { overwrite, followLinks: true }, (file) => file.writeFile(text));
}

/** Only a regular file is read: a pipe would wait for ever. */
async function isOwnFile(path: string, kind: SavedKind): Promise<boolean> {
  const stats = await stat(path).catch(() => null); // not there yet, or not ours to read
  if (!stats?.isFile() || stats.size > MOST_OWN_BYTES) return false;
  const text = await readFile(path, 'utf8').catch(() => '');
  return kind.isOwn(text);
}
