import { diskBytes } from '../disk-bytes.js';
import { KEPT_MODEL } from '../kept-model.js';
import { compactTables } from '../maintain.js';
import { sweepAfterKill } from '../write-songs.js';
import { withExistingTables } from './open-existing.js';

export interface CompactReport {
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

/**
 * Merges small files, brings indices up to date, and drops every older version of the tables.
 * A process that is in the middle of a question at this moment may have to ask again.
 *
 * @throws {@link CollapError} `E_NOT_FOUND`, `E_LIBRARY`.
 */
export function compactLibrary(dir: string): Promise<CompactReport> {
  return withExistingTables(dir, async (tables) => {
    const bytesBefore = await diskBytes(tables.dir, KEPT_MODEL);
    await sweepAfterKill(tables);
    await compactTables(tables);
    return { bytesBefore, bytesAfter: await diskBytes(tables.dir, KEPT_MODEL) };
  });
}
