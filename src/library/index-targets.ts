/** What the paths given to `index` lead to. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CollapError } from '../errors.js';
import { textToPath } from './path-text.js';
import { assertInsideRoots, type Roots } from './roots.js';
import { type FolderWalk, walkAudio } from './walk-audio.js';

export interface IndexTargets extends FolderWalk {
  /** The paths that were given, absolute. */
  readonly paths: string[];
}

/**
 * Walks folders and takes single files as told, whatever they are called.
 *
 * @throws {@link CollapError} `E_USAGE` without paths, `E_NOT_FOUND`, `E_OUTSIDE_ROOTS`, `E_PERMISSION`, `E_NOT_AUDIO` for what is neither a file nor a folder.
 */
export async function findTargets(paths: readonly string[], roots: Roots): Promise<IndexTargets> {
  if (paths.length === 0)
    throw new CollapError('E_USAGE', 'No path was given.', 'Name at least one folder or audio file.');
  const targets: IndexTargets = {
    paths: [...new Set(paths.map((path) => resolve(path)))],
    files: [],
    warnings: [],
    unreadable: [],
  };
  const seen = new Set<string>();
  for (const path of targets.paths) {
    const walk = await follow(path, roots);
    for (const file of walk.files) {
      if (!seen.has(file.path)) targets.files.push(file);
      seen.add(file.path);
    }
    targets.warnings.push(...walk.warnings);
    targets.unreadable.push(...walk.unreadable);
  }
  return targets;
}

async function follow(path: string, roots: Roots): Promise<FolderWalk> {
  const raw = await textToPath(path);
  const state = await stat(raw).catch((cause) => {
    const denied = cause.code === 'EACCES' || cause.code === 'EPERM';
    throw denied
      ? new CollapError(
          'E_PERMISSION',
          `${path} cannot be read with the rights of this process.`,
          'Give this user the right to read it.',
          { cause },
        )
      : new CollapError(
          'E_NOT_FOUND',
          `There is no file or folder ${path}.`,
          'Check the path; to drop what was indexed from there, use `collap forget`.',
          { cause },
        );
  });
  await assertInsideRoots(raw, path, roots);
  if (state.isDirectory()) return walkAudio(raw, roots);
  if (!state.isFile()) {
    throw new CollapError(
      'E_NOT_AUDIO',
      `${path} is neither a regular file nor a folder.`,
      'Name an audio file or a folder.',
    );
  }
  return { files: [{ path, raw, sizeBytes: state.size, mtimeMs: state.mtimeMs }], warnings: [], unreadable: [] };
}
