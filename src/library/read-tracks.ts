/** Looking up recordings. */
import { basename, extname, resolve } from 'node:path';
import type { Table as ArrowTable } from 'apache-arrow';
import { CollapError } from '../errors.js';
import { KNOWS_NO_ROW, readRows } from './read-rows.js';
import { isOneOf, quote } from './sql.js';
import { fromTrackRow, type StoredTrack, TRACK_COLUMNS } from './stored-track.js';
import type { LibraryTables } from './tables.js';
import { filterToSql, type TrackFilter } from './track-filter.js';

/** In the order of the ids; ids that are not in the library are left out. */
export async function readTracks(
  tables: LibraryTables,
  trackIds: readonly string[],
  rowOf = KNOWS_NO_ROW,
): Promise<StoredTrack[]> {
  const parts = await readRows(tables, trackIds, TRACK_COLUMNS, rowOf);
  const found = new Map(parts.flatMap(toTracks).map((track) => [track.trackId, track]));
  return trackIds.flatMap((id) => found.get(id) ?? []);
}

/** The rows of a table with the columns of a track. */
export function toTracks(table: ArrowTable): StoredTrack[] {
  const columns = table.schema.names.map((name) => [name, table.getChild(name)] as const);
  return Array.from({ length: table.numRows }, (_, row) =>
    fromTrackRow(Object.fromEntries(columns.map(([name, column]) => [name, column?.get(row)]))),
  );
}

/** Ids of the tracks that fit, all of them without a filter. */
export async function filterTracks({ tracks }: LibraryTables, filter?: TrackFilter): Promise<string[]> {
  const where = filterToSql(filter);
  const query = tracks.query().select(['trackId']);
  const column = (await (where === null ? query : query.where(where)).toArrow()).getChild('trackId');
  return column ? (column.toArray() as string[]) : [];
}

/**
 * The track that a person means.
 *
 * @param reference - a path, an id, or a title (its case does not matter); a file's name without its extension serves as its title.
 * @returns null where the library holds no such track.
 * @throws {@link CollapError} `E_USAGE` when several tracks have the title.
 */
export async function findTrack(tables: LibraryTables, reference: string): Promise<StoredTrack | null> {
  if (reference.trim() === '') return null;
  const [byId] = await readTracks(tables, [reference]);
  if (byId) return byId;
  const paths = [...new Set([reference, resolve(reference)])];
  const files = await tables.files
    .query()
    .where(`state = 'ready' AND ${isOneOf('path', paths)}`)
    .select(['trackId'])
    .toArray();
  const ids = files.length > 0 ? files.map((file) => file.trackId as string) : await idsByTitle(tables, reference);
  if (ids.length > 1) {
    const list = (await readTracks(tables, ids.slice(0, 5))).map((track) => track.path).join(', ');
    throw new CollapError(
      'E_USAGE',
      `${ids.length} songs are called "${reference}": ${list}.`,
      'Name the song by its path or its id.',
    );
  }
  return (await readTracks(tables, ids))[0] ?? null;
}

async function idsByTitle({ tracks }: LibraryTables, title: string): Promise<string[]> {
  const wanted = title.trim().toLowerCase();
  const rows = await tracks
    .query()
    .where(`lower(title) = ${quote(wanted)} OR contains(lower(path), ${quote(`/${wanted}`)})`)
    .select(['trackId', 'title', 'path'])
    .toArray();
  const named = rows.filter(
    (row) =>
      row.title?.toLowerCase() === wanted || stemOf(row.path) === wanted || basename(row.path).toLowerCase() === wanted,
  );
  return named.map((row) => row.trackId as string);
}

function stemOf(path: string): string {
  return basename(path, extname(path)).toLowerCase();
}
