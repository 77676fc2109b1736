/** Reading the rows of songs, by where they lie if that is known, else by their ids. */
import type { Table as ArrowTable } from 'apache-arrow';
import { inChunks, isOneOf } from './sql.js';
import type { LibraryTables } from './tables.js';

/** The row that a song had lately; null where that is not known. */
export type RowFinder = (trackId: string) => bigint | null;

export const KNOWS_NO_ROW: RowFinder = () => null;
const IDS_PER_QUERY = 500;

/**
 * @param columns - of the table of tracks, `trackId` among them.
 * @param rowOf - reading rows costs half of looking for ids, and far less where many songs are not in the index yet. What is not there any
 *   more is looked for.
 * @returns parts of the answer in any order; songs that are not in the library are left out.
 */
export async function readRows(
  { tracks }: LibraryTables,
  trackIds: readonly string[],
  columns: string[],
  rowOf: RowFinder,
): Promise<ArrowTable[]> {
  const rows = trackIds.map((id) => [id, rowOf(id)] as const).filter((pair) => pair[1] !== null);
  const taken = rows.length > 0 ? await takeRows(tracks, rows as [string, bigint][], columns) : null;
  const found = new Set(taken?.getChild('trackId') ?? []);
  const left = trackIds.filter((id) => !found.has(id));
  const searched = inChunks(left, IDS_PER_QUERY).map((chunk) =>
    tracks.query().where(isOneOf('trackId', chunk)).select(columns).toArrow(),
  );
  return [...(taken ? [taken] : []), ...(await Promise.all(searched))];
}

/** Null where a row is not there, or is another song's: another process merges files this moment, and all are looked for. */
async function takeRows(
  tracks: LibraryTables['tracks'],
  rows: [trackId: string, row: bigint][],
  columns: string[],
): Promise<ArrowTable | null> {
  const wanted = new Set(rows.map(([id]) => id));
  const inOrder = rows.map(([, row]) => row).sort((a, b) => (a < b ? -1 : 1));
  const table = await tracks
    .takeRowIds(inOrder)
    .select(columns)
    .toArrow()
    .catch(() => null);
  const isRight = table && Array.from(table.getChild('trackId') ?? []).every((id) => wanted.has(id));
  return isRight ? table : null;
}
