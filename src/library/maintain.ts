/** Keeping a library fast: few large files instead of many small ones, and indices where a flat search would be slow. */
import { Index, type Table } from '@lancedb/lancedb';
import type { LibraryTables } from './tables.js';
import { withWriteLock } from './write-lock.js';

/** Rows up to which a flat search is used: exact, and 20 to 60 ms (docs/decisions/0002-vector-store.md). */
export const FLAT_ROWS = 50_000;
/** Old versions are kept for readers that are in the middle of a query. */
const KEEP_VERSIONS_MS = 60_000;
/** Merging rewrites a table whole, so a large one is left alone until so much of it lies in small files, */
const SMALL_SHARE = 1 / 2;
/** or until there are so many files. */
const MOST_FILES = 1_024;

/**
 * Merges small files, drops old versions, and brings indices up to date, in those tables where enough has been added that it pays: what is
 * written in all stays in proportion to the songs. Makes the indices that the size now calls for.
 */
export function optimizeTables(tables: LibraryTables): Promise<void> {
  const cleanupOlderThan = new Date(Date.now() - KEEP_VERSIONS_MS);
  return withWriteLock(tables.dir, async () => {
    for (const table of await allTables(tables)) if (await isWorn(table)) await table.optimize({ cleanupOlderThan });
    await ensureIndices(tables);
    await tables.dropOutdated();
  });
}

/** The same in all tables, and nothing of what was before is kept. */
export function compactTables(tables: LibraryTables): Promise<void> {
  return withWriteLock(tables.dir, async () => {
    await ensureIndices(tables);
    for (const table of await allTables(tables)) await table.optimize({ cleanupOlderThan: new Date() });
    await tables.dropOutdated();
  });
}

async function isWorn(table: Table): Promise<boolean> {
  const { numRows, fragmentStats } = await table.stats();
  const { numFragments, lengths } = fragmentStats;
  if (numFragments < 2) return false;
  return numRows <= FLAT_ROWS || numFragments > MOST_FILES || numRows - lengths.max > SMALL_SHARE * numRows;
}

async function allTables({ files, tracks, segments }: LibraryTables): Promise<Table[]> {
  const late = await segments.ifThere();
  return [files, tracks, ...(late === null ? [] : [late])];
}

/**
 * Makes the indices that the library's size calls for; does nothing below {@link FLAT_ROWS}.
 * One bit a value finds candidates, the vectors themselves rank them (`refineFactor` in nearest.ts).
 */
export async function ensureIndices(tables: LibraryTables, flatRows = FLAT_ROWS): Promise<void> {
  const segments = await tables.segments.ifThere();
  const wanted: [Table, string, () => Index][] = [
    [tables.files, 'path', Index.btree],
    [tables.tracks, 'trackId', Index.btree],
    [tables.tracks, 'song', () => Index.ivfRq({ distanceType: 'dot' })],
    ...(segments === null ? [] : [[segments, 'trackId', Index.btree] as [Table, string, () => Index]]),
  ];
  for (const [table, column, config] of wanted) {
    if ((await table.countRows()) > flatRows && !(await hasIndex(table, column)))
      await table.createIndex(column, { config: config() });
  }
}

async function hasIndex(table: Table, column: string): Promise<boolean> {
  return (await table.listIndices()).some(({ columns }) => columns.includes(column));
}
