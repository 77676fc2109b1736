/** Which files a caller over MCP or HTTP may name: those under the music roots, and under folders that somebody has indexed. */
import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, resolve } from 'node:path';
import { CollapError } from '../errors.js';
import { isInsideRoots } from '../library/roots.js';
import type { Workspace } from '../library/workspace.js';

/**
 * Resolves links and `..`, and checks that the caller may read what the path then names.
 *
 * @param path - absolute, of a file or folder.
 * @returns the real path of what may be read.
 * @throws {@link CollapError} `E_USAGE` when the path is not absolute, `E_OUTSIDE_ROOTS` when it leads outside (also when nothing is
 * there: callers learn nothing about the rest of the disk), `E_NOT_FOUND` when it is inside and missing.
 */
export async function readablePath(workspace: Workspace, path: string): Promise<string> {
  if (!isAbsolute(path) || path.includes('\0')) {
    const remedy = 'Give the full path of a file or folder, such as /home/me/Music; not a URL, not ~.';
    throw new CollapError('E_USAGE', `Not an absolute path: ${path}`, remedy);
  }
  const real = await realpath(path).catch(() => null);
  const nearest = real ?? (await nearestRealFolder(path));
  if (!(await isReadable(workspace, nearest))) throw outside(path, workspace.roots ?? []);
  if (real !== null) return real;
  const remedy = 'Check the spelling; find_songs gives paths that exist.';
  throw new CollapError('E_NOT_FOUND', `Nothing is at ${path}.`, remedy);
}

/** Asks the library only where the roots do not allow the path: opening it takes time. */
async function isReadable(workspace: Workspace, real: string): Promise<boolean> {
  if (await isInsideRoots(real, workspace.roots)) return true;
  return isInsideRoots(real, await (await workspace.records()).folders());
}

/** Where a path that leads to nothing leaves what exists. */
async function nearestRealFolder(path: string): Promise<string> {
  const parent = dirname(resolve(path));
  return realpath(parent).catch(() => nearestRealFolder(parent));
}

function outside(path: string, roots: readonly string[]): CollapError {
  const allowed =
    roots.length > 0
      ? `Allowed are ${roots.join(', ')} and folders indexed before.`
      : 'Only folders indexed before are allowed.';
  return new CollapError(
    'E_OUTSIDE_ROOTS',
    `${path} lies outside the music folders of this server. ${allowed}`,
    `Restart the server with --root ${dirname(path)} (or COLLAP_ROOTS), or index it in a terminal: collap index ${JSON.stringify(path)}.`,
  );
}
