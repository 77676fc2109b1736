/** Which files a caller may name. */
import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, sep } from 'node:path';
import { CollapError } from '../errors.js';
import type { RawPath } from './path-text.js';

/** Folders that callers may read, after resolving links; null: everything. Of a workspace, none means those that are indexed. */
export type Roots = readonly string[] | null;

/**
 * What callers may read: the folders that were given by --root or COLLAP_ROOTS; where none was, those that are indexed.
 *
 * @param indexed - reads the list of indexed folders; opening a library takes time.
 */
export async function allowedFolders(roots: Roots, indexed: () => Promise<readonly string[]>): Promise<Roots> {
  return roots?.length === 0 ? indexed() : roots;
}

/**
 * Whether a path, after resolving all links, lies in one of the roots.
 *
 * @param path - of something that exists.
 */
export async function isInsideRoots(path: RawPath, roots: Roots): Promise<boolean> {
  if (roots === null) return true;
  const real = await realpath(path);
  const realRoots = await Promise.all(roots.map((root) => realpath(root).catch(() => null))); // a root that is gone allows nothing
  return realRoots.some((root) => root !== null && isWithin(root, real));
}

/** Whether an absolute path is a folder or lies below it, as both are written. */
export function isWithin(root: string, path: string): boolean {
  const steps = relative(root, path);
  return !steps.startsWith(`..${sep}`) && steps !== '..' && !isAbsolute(steps); // absolute: another drive of Windows
}

/** @throws {@link CollapError} `E_OUTSIDE_ROOTS`; the message does not tell what lies there. */
export async function assertInsideRoots(path: RawPath, shown: string, roots: Roots): Promise<void> {
  if (await isInsideRoots(path, roots)) return;
  const allowed = roots?.length ? `It is allowed to read ${roots.join(', ')}.` : 'No folder may be read.';
  throw new CollapError(
    'E_OUTSIDE_ROOTS',
    `${shown} lies outside the music folders. ${allowed}`,
    'Start collap with --root DIR (or COLLAP_ROOTS) to allow another folder.',
  );
}
