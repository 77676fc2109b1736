import { cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { CollapError } from '../../errors.js';
import { diskBytes } from '../disk-bytes.js';
import { withWriteLock } from '../write-lock.js';
import { withExistingTables } from './open-existing.js';

/** What belongs to the running processes and not to the library, songs that are just being heard anew among it. */
const PASSING = /^(write\.lock.*|jobs|generations|.*\.tmp)$/;

/**
 * Copies a library while it is in use: no batch is written meanwhile, questions go on. The copy is a library itself; it appears only when it is whole.
 *
 * @param target - a folder that is not there yet.
 * @returns the size of the copy.
 * @throws {@link CollapError} `E_USAGE` where the target exists, `E_NOT_FOUND`, `E_LIBRARY`.
 */
export async function backupLibrary(dir: string, target: string): Promise<{ path: string; bytes: number }> {
  const path = resolve(target);
  const isTaken = await readdir(path).then(
    (names) => names.length > 0,
    (error) => error.code !== 'ENOENT',
  );
  if (isTaken) throw new CollapError('E_USAGE', `${path} is there already.`, 'Name a folder that is not there yet.');
  return withExistingTables(dir, async ({ dir: home }) => {
    const unfinished = join(dirname(path), `.${basename(path)}.unfinished`);
    await mkdir(dirname(path), { recursive: true });
    await rm(unfinished, { recursive: true, force: true });
    try {
      await withWriteLock(home, () =>
        cp(home, unfinished, { recursive: true, filter: (from) => from === home || !PASSING.test(basename(from)) }),
      );
      await rename(unfinished, path);
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
    return { path, bytes: await diskBytes(path) };
  });
}
