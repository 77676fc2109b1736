/** Which files a caller over MCP or HTTP may name: those under the music roots; where none was given, those under folders that are indexed. */
import { realpath } from 'node:fs/promises';
import { dirname, extname, isAbsolute, resolve } from 'node:path';
import { CollapError } from '../errors.js';
import { textToPath } from '../library/path-text.js';
import { allowedFolders, isInsideRoots, isWithin } from '../library/roots.js';
import type { Workspace } from '../library/workspace.js';

/**
 * Resolves links and `..`, and checks that the caller may read what the path then names.
 *
 * @param path - absolute, of a file or folder.
 * @returns the real path of what may be read; the path itself where its name is not UTF-8.
 * @throws {@link CollapError} `E_USAGE` when the path is not absolute, `E_OUTSIDE_ROOTS` when it leads outside (also when nothing is
 * there: callers learn nothing about the rest of the disk), `E_NOT_FOUND` when it is inside and missing.
 */
export async function readablePath(workspace: Workspace, path: string): Promise<string> {
  if (!isAbsolute(path) || path.includes('\0')) {
    const remedy = 'Give the full path of a file or folder, such as /home/me/Music; not a URL, not ~.';
    throw new CollapError('E_USAGE', `Not an absolute path: ${path}`, remedy);
  }
  const raw = await textToPath(path);
  const real = await realpath(raw).catch(() => null);
  const nearest = real === null ? await nearestRealFolder(path) : raw;
  const allowed = await allowedFolders(workspace.roots, async () => (await workspace.records()).folders());
  if (!(await isInsideRoots(nearest, allowed))) throw outside(path, allowed ?? [], workspace.roots ?? []);
  if (real !== null) return typeof raw === 'string' ? real : path;
  const remedy = 'Check the spelling; find_songs gives paths that exist.';
  throw new CollapError('E_NOT_FOUND', `Nothing is at ${path}.`, remedy);
}

/** Where a path that leads to nothing leaves what exists. */
async function nearestRealFolder(path: string): Promise<string> {
  const parent = dirname(resolve(path));
  return realpath(parent).catch(() => nearestRealFolder(parent));
}

/** What the path looks like decides alone what is said, not what lies there. */
function outside(path: string, allowed: readonly string[], roots: readonly string[]): CollapError {
  const these = roots.length > 0 ? `Allowed is what lies in ${roots.join(', ')}.` : 'Only what is indexed is allowed.';
  if (allowed.some((folder) => isWithin(resolve(folder), resolve(path)))) {
    return new CollapError(
      'E_OUTSIDE_ROOTS',
      `${path} is a link, or lies behind one, that leads out of the music folders of this server. ${these}`,
      'Restart the server with one more --root (or in COLLAP_ROOTS): the folder to which the link leads.',
    );
  }
  const folder = extname(path) === '' ? path : dirname(path);
  const indexing = roots.length > 0 ? '' : `, or index it in a terminal: collap index ${JSON.stringify(path)}`;
  return new CollapError(
    'E_OUTSIDE_ROOTS',
    `${path} lies outside the music folders of this server. ${these}`,
    `Restart the server with --root ${folder} (or COLLAP_ROOTS)${indexing}.`,
  );
}
