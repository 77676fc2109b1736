/** Songs are read, never written over: what must hold of a target before anything is written to it. */
import { realpath } from 'node:fs/promises';
import { isSongName } from '../audio/formats.js';
import { CollapError } from '../errors.js';
import type { RawPath } from '../library/path-text.js';

/**
 * Text under the name of a song is a slip of the finger, and with --force the end of that song. A link is judged by where it leads.
 *
 * @param what - for people, such as `a page`.
 * @throws {@link CollapError} `E_USAGE`.
 */
export async function assertNoSongName(path: string, what: string, extension: string): Promise<void> {
  const real = await realpath(path).catch(() => path); // not there yet
  if (![path, real].some((name) => isSongName(name))) return;
  throw new CollapError(
    'E_USAGE',
    `${path} has the name of an audio file, and ${what} is none. Nothing was written.`,
    `End the name in ${extension}.`,
  );
}

/**
 * @param files - songs that are read.
 * @throws {@link CollapError} `E_USAGE` when the target is one of them, under whatever name.
 */
export async function assertNoneOf(files: readonly RawPath[], target: string): Promise<void> {
  const real = await realpath(target).catch(() => null); // not there yet
  if (real === null) return;
  for (const file of files) {
    if (real !== (await realpath(file).catch(() => null))) continue;
    throw new CollapError(
      'E_USAGE',
      `${target} is the song itself, and exports never change a song. Nothing was written.`,
      'Give another name or folder.',
    );
  }
}
