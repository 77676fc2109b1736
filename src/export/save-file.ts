/** Writing a new file in one step: whoever looks, and whatever is killed, there is the whole file or what was there before. */
import { randomBytes } from 'node:crypto';
import { type FileHandle, link, lstat, mkdir, open, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { CollapError } from '../errors.js';
import { asSaveError, notAFile } from '../save-error.js';
import { syncFolder } from '../sync-folder.js';

export interface SaveOptions {
  /** Whether a file that is there may be replaced. */
  readonly overwrite: boolean;
  /** Whether a folder that is missing is made. */
  readonly makeFolder?: boolean;
  /** Whether of a link the file that it leads to is replaced, wherever that is. Default: the link itself is. */
  readonly followLinks?: boolean;
}

/**
 * Writes a temporary file beside the target, syncs it, and gives it the target's name.
 *
 * @param write - fills the file.
 * @returns its size in bytes.
 * @throws {@link CollapError} `E_EXISTS`, `E_USAGE` for a folder or device, `E_NOT_FOUND` when the folder is missing, `E_PERMISSION`,
 *   `E_NO_SPACE`, and what `write` throws; what was at the target is then untouched.
 */
export async function saveFile(
  path: string,
  options: SaveOptions,
  write: (file: FileHandle) => Promise<void>,
): Promise<number> {
  const { overwrite, makeFolder = false } = options;
  if (makeFolder) await makeFolderOf(path);
  const target = await assertFree(path, options);
  const temporary = join(dirname(target), `.collap-export-${process.pid}-${randomBytes(4).toString('hex')}.tmp`);
  try {
    const bytes = await fill(temporary, write);
    await (overwrite ? rename(temporary, target) : takeName(temporary, target));
    await syncFolder(dirname(target));
    return bytes;
  } catch (cause) {
    throw asSaveError(target, cause);
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined); // gone after a rename; the first failure is the one to tell
  }
}

/**
 * @returns the file to write: of a link that is to be followed, where it leads.
 * @throws {@link CollapError} `E_EXISTS` where a file is that may not be replaced, `E_USAGE` for a folder or device, `E_NOT_FOUND` when the folder is
 *   missing.
 */
export async function assertFree(path: string, { overwrite, followLinks = false }: SaveOptions): Promise<string> {
  try {
    await checkTarget(path, overwrite);
    const target = overwrite && followLinks ? await followLink(path) : path;
    if (target !== path) await checkTarget(target, overwrite);
    await stat(dirname(target));
    return target;
  } catch (cause) {
    throw asSaveError(path, cause);
  }
}

async function makeFolderOf(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true }).catch((cause) => Promise.reject(asSaveError(path, cause)));
}

/** Also where nothing is yet at its end. */
async function followLink(path: string): Promise<string> {
  const real = await realpath(path).catch((error) => (error.code === 'ENOENT' ? null : Promise.reject(error)));
  if (real !== null) return real;
  const next = await readlink(path).catch(() => null); // nothing is there, or something that was just made
  return next === null ? path : followLink(resolve(dirname(path), next));
}

async function checkTarget(path: string, overwrite: boolean): Promise<void> {
  const stats = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (stats === null) return;
  if (stats.isFile() || stats.isSymbolicLink()) {
    if (overwrite) return;
    throw exists(path);
  }
  throw notAFile(path);
}

async function fill(path: string, write: (file: FileHandle) => Promise<void>): Promise<number> {
  const file = await open(path, 'wx');
  try {
    await write(file);
    await file.sync();
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}

/** A link, unlike a rename, fails where somebody was faster. Some file systems know no links. */
async function takeName(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw exists(path);
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP' && code !== 'ENOSYS') throw cause;
    await checkTarget(path, false);
    await rename(temporary, path);
  }
}

function exists(path: string): CollapError {
  return new CollapError(
    'E_EXISTS',
    `${path} is there already. Nothing was written.`,
    'Choose another path, or replace it with --force (overwrite over MCP and HTTP).',
  );
}
