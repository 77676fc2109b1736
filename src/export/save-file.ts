/** Writing a new file in one step: whoever looks, and whatever is killed, there is the whole file or what was there before. */
import { randomBytes } from 'node:crypto';
import { type FileHandle, link, lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CollapError } from '../errors.js';
import { asSaveError, notAFile } from '../save-error.js';
import { syncFolder } from '../sync-folder.js';

export interface SaveOptions {
  /** Whether a file that is there may be replaced. */
  readonly overwrite: boolean;
  /** Whether a folder that is missing is made. */
  readonly makeFolder?: boolean;
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
  { overwrite, makeFolder = false }: SaveOptions,
  write: (file: FileHandle) => Promise<void>,
): Promise<number> {
  const temporary = join(dirname(path), `.collap-export-${process.pid}-${randomBytes(4).toString('hex')}.tmp`);
  try {
    if (makeFolder) await mkdir(dirname(path), { recursive: true });
    await checkTarget(path, overwrite);
    const bytes = await fill(temporary, write);
    await (overwrite ? rename(temporary, path) : takeName(temporary, path));
    await syncFolder(dirname(path));
    return bytes;
  } catch (cause) {
    throw asSaveError(path, cause);
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined); // gone after a rename; the first failure is the one to tell
  }
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
