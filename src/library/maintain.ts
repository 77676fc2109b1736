/** Keeping a library fast: few large files instead of many small ones, and indices where a flat search would be slow. */
import { Index, type Table } from '@lancedb/lancedb';
import type { LibraryTables } from './tables.js';
import { withWriteLock } from './write-lock.js';

/** Rows up to which a flat search is used: exact, and 20 to 60 ms (docs/decisions/0002-vector-store.md). */
export const FLAT_ROWS = 50_000;
/** Old versions are kept for readers that are in the middle of a query. */
const KEEP_VERSIONS_MS = 60_000;

/**
 * Merges small files, drops old versions, and brings indices up to date; makes those that the size now calls for.
 *
 * @param cleanupOlderThan - versions from before are dropped.
 */
export function optimizeTables(
  tables: LibraryTables,
  cleanupOlderThan = new Date(Date.now() - KEEP_VERSIONS_MS),
): Promise<void> {
  return withWriteLock(tables.dir, async () => {
    const segments = await tables.segments.ifThere();
    for (const table of [tables.files, tables.tracks, tables.clips, segments])
      await table?.optimize({ cleanupOlderThan });
    await ensureIndices(tables);
  });
}

/**
 * Makes the indices that the library's size calls for; does nothing below {@link FLAT_ROWS}.
 * One bit a value finds candidates, the vectors themselves rank them (`refineFactor` in nearest.ts).
 */
export async function ensureIndices(tables: LibraryTables, flatRows = FLAT_ROWS): Promise<void> {
  const byDot = () => Index.ivfRq({ distanceType: 'dot' });
  const segments = await tables.segments.ifThere();
  const wanted: [Table, string, () => Index][] = [
    [tables.files, 'path', Index.btree],
    [tables.tracks, 'trackId', Index.btree],
    [tables.tracks, 'song', byDot],
    [tables.clips, 'vector', byDot],
    ...(segments === null ? [] : ofSegments(segments, byDot)),
  ];
  for (const [table, column, config] of wanted) {
    if ((await table.countRows()) > flatRows && !(await hasIndex(table, column)))
      await table.createIndex(column, { config: config() });
  }
}

async function hasIndex(table: Table, column: string): Promise<boolean> {
  return (await table.listIndices()).some(({ columns }) => columns.includes(column));
}

function ofSegments(segments: Table, byDot: () => Index): [Table, string, () => Index][] {
  return [
    [segments, 'trackId', Index.btree],
    [segments, 'vector', byDot],
  ];
}
