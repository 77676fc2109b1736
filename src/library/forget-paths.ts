/** Dropping files and folders from the library, and from what may be read because it is indexed; the files themselves stay. */
import { resolve } from 'node:path';
import { CollapError } from '../errors.js';
import type { Workspace } from './workspace.js';

/**
 * @param paths - files, or folders with all that is below them; they need not exist any more.
 * @returns how many files the library dropped.
 * @throws {@link CollapError} `E_USAGE` without paths, `E_NOT_FOUND` when the library knows nothing there, `E_LIBRARY`.
 */
export async function forgetPaths(workspace: Workspace, paths: readonly string[]): Promise<{ removed: number }> {
  if (paths.length === 0) throw new CollapError('E_USAGE', 'No path was given.', 'Name at least one file or folder.');
  const { outdated, library: filled } = await workspace.indexing();
  const library = outdated ?? filled;
  const asked = paths.map((path) => resolve(path));
  const records = await library.filesUnder(asked);
  const folders = await library.removeFolders(asked);
  if (records.length + folders === 0) {
    throw new CollapError(
      'E_NOT_FOUND',
      `The library knows no file in ${paths.join(', ')}.`,
      'See what is indexed with `collap status`.',
    );
  }
  const forgotten = records.map((record) => record.path);
  const removed = await library.removeFiles(forgotten);
  if (outdated) {
    await filled.removeFiles(forgotten); // else they would be back once a newer model has heard all songs
    await filled.removeFolders(asked);
  }
  await library.optimize();
  return { removed };
}
