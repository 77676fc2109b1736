import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

/**
 * Bytes of all files below a folder; what vanishes while it is counted does not count.
 *
 * @param without - the name of a folder that does not count.
 */
export async function diskBytes(dir: string, without?: string): Promise<number> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const sizes = entries
    .filter((entry) => entry.isFile() && basename(entry.parentPath) !== without)
    .map((entry) =>
      stat(join(entry.parentPath, entry.name)).then(
        ({ size }) => size,
        () => 0,
      ),
    );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
