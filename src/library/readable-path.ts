/** Gives files whose names are not UTF-8 a name that decoders can take. */
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RawPath } from './path-text.js';

/**
 * Runs an action with a path that is text: the path itself, or a link to it that lives as long as the action.
 *
 * @param extension - of the link, such as `.mp3`.
 */
export async function withReadablePath<T>(
  path: RawPath,
  extension: string,
  action: (path: string) => Promise<T>,
): Promise<T> {
  if (typeof path === 'string') return action(path);
  const dir = await mkdtemp(join(tmpdir(), 'collap-name-'));
  try {
    const link = join(dir, `song${extension}`);
    await symlink(path, link);
    return await action(link);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
