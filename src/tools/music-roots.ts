/** Which files a caller over MCP or HTTP may name: those under the music roots, and those already in the library. */
import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, resolve, sep } from 'node:path';
import { CollapError } from '../errors.js';
import type { Library } from '../library/library.js';
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
    throw new CollapError(
      'E_USAGE',
      `Not an absolute path: ${path}`,
      'Give the full path of a file or folder, such as /home/me/Music; not a URL, not ~.',
    );
  }
  const real = await realpathOrNull(path);
  if (workspace.roots === null) return real ?? missing(path);
  const roots = await Promise.all(
    workspace.roots.map(async (root) => ({ given: resolve(root), real: await realpathOrNull(root) })),
  );
  if (real === null) {
    const inside = roots.some((root) => isWithin(resolve(path), root.given));
    return inside ? missing(path) : outside(path, workspace.roots);
  }
  if (roots.some((root) => root.real !== null && isWithin(real, root.real))) return real;
  const library = await workspace.library();
  if ((await isIndexed(library, path)) || (await isIndexed(library, real))) return real;
  return outside(path, workspace.roots);
}

const realpathOrNull = (path: string): Promise<string | null> => realpath(path).catch(() => null);

const isWithin = (path: string, root: string): boolean =>
  path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);

/** Whether the path is a song of the library, or a folder that directly holds one: not any folder above, which would open the whole disk. */
async function isIndexed(library: Library, path: string): Promise<boolean> {
  const song = await library.findTrack(path);
  if (song?.path === path) return true;
  const below = await library.tracks(await library.filterTracks({ pathContains: path + sep }));
  return below.some((track) => dirname(track.path) === path);
}

function missing(path: string): never {
  throw new CollapError(
    'E_NOT_FOUND',
    `Nothing is at ${path}.`,
    'Check the spelling; get_library_status and find_songs give paths that exist.',
  );
}

function outside(path: string, roots: readonly string[]): never {
  const allowed =
    roots.length > 0
      ? `Allowed are ${roots.join(', ')}, and what is in the library.`
      : 'Only what is in the library is allowed.';
  throw new CollapError(
    'E_OUTSIDE_ROOTS',
    `${path} lies outside the music folders of this server. ${allowed}`,
    `Restart the server with --root ${dirname(path)} (or COLLAP_ROOTS), or index the folder in a terminal: collap index ${JSON.stringify(path)}.`,
  );
}
