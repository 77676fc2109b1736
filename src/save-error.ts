import { basename, dirname } from 'node:path';
import { CollapError } from './errors.js';

/**
 * What the file system says of a new file, in our words.
 *
 * @returns `E_NO_SPACE`, `E_PERMISSION`, `E_NOT_FOUND`, `E_USAGE`, or the cause itself where it tells of something else.
 */
export function asSaveError(path: string, cause: unknown): unknown {
  if (cause instanceof CollapError) return cause;
  const { code } = cause as NodeJS.ErrnoException;
  const folder = dirname(path);
  const nothing = 'Nothing was written.';
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return new CollapError(
        'E_NO_SPACE',
        `${folder} has no space left for it. ${nothing}`,
        'Free space, or write elsewhere.',
        { cause },
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new CollapError(
        'E_PERMISSION',
        `${folder} may not be written to (${code}). ${nothing}`,
        'Write into a folder of your own, or give this user the right to write there.',
        { cause },
      );
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EEXIST': // a file that is no folder
      return new CollapError(
        'E_NOT_FOUND',
        `There is no folder ${folder}. ${nothing}`,
        'Make the folder first, or check the spelling.',
        { cause },
      );
    case 'EISDIR':
    case 'ELOOP':
      return notAFile(path, cause);
    case 'ENAMETOOLONG':
      return new CollapError('E_USAGE', `The name ${basename(path)} is too long. ${nothing}`, 'Choose a shorter one.', {
        cause,
      });
    default:
      return cause;
  }
}

/** A folder or device is in the way of a file. */
export function notAFile(path: string, cause?: unknown): CollapError {
  return new CollapError('E_USAGE', `${path} is no file that could be replaced.`, 'Name a file to write.', { cause });
}
