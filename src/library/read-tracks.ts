/** Looking up recordings. */
import { basename, extname, resolve } from 'node:path';
import { CollapError } from '../errors.js';
import { inChunks, isOneOf, quote } from './sql.js';
import { fromTrackRow, type StoredTrack, TRACK_COLUMNS } from './stored-track.js';
import type { LibraryTables } from './tables.js';
import { filterToSql, type TrackFilter } from './track-filter.js';

/** In the order of the ids; ids that are not in the library are left out. */
export async function readTracks({ tracks }: LibraryTables, trackIds: readonly string[]): Promise<StoredTrack[]> {
  const found = new Map<string, StoredTrack>();
  for (const chunk of inChunks(trackIds)) {
    const rows = await tracks.query().where(isOneOf('trackId', chunk)).select(TRACK_COLUMNS).toArray();
    for (const row of rows) found.set(row.trackId, fromTrackRow(row));
  }
  return trackIds.flatMap((id) => found.get(id) ?? []);
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
