/** Gives files whose names are not UTF-8 a name that decoders can take. */
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { CollapError } from '../errors.js';
import { isThere } from '../is-there.js';
import { pathToText, type RawPath, textToPath } from './path-text.js';

/**
 * Runs an action with a path that is text: the path itself, or a link to it that lives as long as the action. Errors of the action name the file as
 * the library does, not the link that stood for it.
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
  const link = join(dir, `song${extension}`);
  try {
    await symlink(path, link);
    return await action(link);
  } catch (error) {
    throw renamed(error, link, pathToText(path));
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** The same for a path as the library writes it, whose bytes that are not UTF-8 stand as `\xNN`. */
export async function withReadableText<T>(path: string, action: (path: string) => Promise<T>): Promise<T> {
  return withReadablePath(await textToPath(path), extname(path), action);
}

/** Whether a file is there, by its path as the library writes it. */
export const isTextThere = async (path: string): Promise<boolean> => isThere(await textToPath(path));

function renamed(error: unknown, link: string, shown: string): unknown {
  if (!(error instanceof CollapError)) return error;
  return new CollapError(error.code, error.message.replaceAll(link, shown), error.remedy, { cause: error });
}
