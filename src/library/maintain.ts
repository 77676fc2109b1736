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
/** A sorted index is made anew, half a second for a million rows, when more than this share of the table lies outside it and is searched row by row. */
const OUTSIDE_SHARE = 1 / 16;

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
  const sorted = [
    [tables.files, 'path'],
    [tables.tracks, 'trackId'],
    ...(segments === null ? [] : [[segments, 'trackId'] as const]),
  ] as const;
  for (const [table, column] of sorted) {
    const rows = await table.countRows();
    if (rows > flatRows && (await rowsOutside(table, column, rows)) > OUTSIDE_SHARE * rows)
      await table.createIndex(column, { config: Index.btree() });
  }
  if ((await tables.tracks.countRows()) > flatRows && (await indexOf(tables.tracks, 'song')) === undefined)
    await tables.tracks.createIndex('song', { config: Index.ivfRq({ distanceType: 'dot' }) });
}

/** Of so many rows those that the index of a column does not hold; all where there is none. */
async function rowsOutside(table: Table, column: string, rows: number): Promise<number> {
  const index = await indexOf(table, column);
  const stats = index && (await table.indexStats(index.name));
  return stats?.numUnindexedRows ?? rows;
}

async function indexOf(table: Table, column: string) {
  return (await table.listIndices()).find(({ columns }) => columns.includes(column));
}
