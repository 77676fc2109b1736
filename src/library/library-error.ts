/** What goes wrong with the folder that holds a library, in words that help. */
import { CollapError, type ErrorCode } from '../errors.js';
import { placeOfTables } from '../remote-library.js';

interface Cause {
  readonly pattern?: RegExp;
  readonly code?: ErrorCode;
  readonly happened: string;
  readonly remedy: string;
}

const CAUSES: readonly Cause[] = [
  {
    pattern: /no space left|ENOSPC|quota|EDQUOT/i,
    code: 'E_NO_SPACE',
    happened: 'The disk of the library is full',
    remedy: 'Free some space and run the command again; what was acknowledged is kept.',
  },
  {
    pattern: /permission denied|read-only file system|EACCES|EROFS|EPERM/i,
    happened: 'The library cannot be written or read with the rights of this process',
    remedy: 'Give this user the right to read and write the folder, or choose another one with --library DIR.',
  },
  {
    pattern: /not found|no such file|ENOENT|ENOTDIR|not a directory|does not exist/i,
    happened: 'A part of the library is missing',
    remedy: 'Restore the folder from a backup, or delete it and index the music again.',
  },
];

const DAMAGED: Cause = {
  happened: 'The library cannot be read',
  remedy: 'Restore the folder from a backup, or delete it and index the music again.',
};

const UNREACHABLE: Cause = {
  happened: 'The library cannot be reached',
  remedy: 'Check the address, and that the environment has the credentials for it (AWS_…, GOOGLE_…, AZURE_…).',
};

/**
 * Runs one action on the library's folder.
 *
 * @throws {@link CollapError} `E_NO_SPACE`, else `E_LIBRARY` with the likely remedy, in place of whatever the store or the file system throws.
 */
export async function guardLibrary<T>(dir: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    if (cause instanceof CollapError) throw cause;
    const detail = cause instanceof Error ? cause.message : String(cause);
    const place = placeOfTables(dir);
    const local = place === dir ? (CAUSES.find(({ pattern }) => pattern?.test(detail)) ?? DAMAGED) : null;
    const { code = 'E_LIBRARY', happened, remedy } = local ?? UNREACHABLE;
    throw new CollapError(code, `${happened} (${place}): ${firstLine(detail)}`, remedy, { cause });
  }
}

/** The store adds source positions and backtraces below the first line. */
function firstLine(text: string): string {
  const line = text.split('\n', 1)[0] as string;
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
