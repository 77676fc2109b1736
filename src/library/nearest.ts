/** Nearest songs: in memory, through the store's index while the memory is not filled, and under filters in large libraries. */
import type { Table } from '@lancedb/lancedb';
import { FLAT_ROWS } from './maintain.js';
import type { Direction } from './memory/nearness.js';
import type { SongMemory } from './memory/song-memory.js';
import type { SongSketches } from './memory/song-sketches.js';
import { filterTracks } from './read-tracks.js';
import type { LibraryTables } from './tables.js';
import { filterToSql, type TrackFilter } from './track-filter.js';

export interface NearSong {
  readonly trackId: string;
  /** Dot product, or cosine; as an index knows it, it may be off by a few hundredths. */
  readonly score: number;
}

/** What serves the search. */
export interface SearchSources {
  readonly tables: LibraryTables;
  readonly memory: SongMemory;
  readonly sketches: SongSketches;
}

/** Of an index: how many more rows than wanted are ranked by their own vectors, and how many partitions are looked at. */
const REFINE_FACTOR = 4;
const PARTITIONS_PROBED = 40;

/** Songs by their song vectors, best first. */
export async function nearestSongs(
  { tables, memory, sketches }: SearchSources,
  to: Direction,
  limit: number,
  filter?: TrackFilter,
): Promise<NearSong[]> {
  const where = filterToSql(filter);
  const held = await memory.ifHeld();
  if (held) return held.nearest(to, limit, where === null ? null : new Set(await filterTracks(tables, filter)));
  const sketched = where === null && !(await memory.fits()) ? await sketches.ifFilled() : null;
  return sketched ? sketched.nearest(to, limit) : searchTable(tables.tracks, to.direction, limit, where);
}

/** By the dot product: near enough for cosines, too, until the memory is filled. */
async function searchTable(
  tracks: Table,
  direction: Float32Array,
  limit: number,
  where: string | null,
): Promise<NearSong[]> {
  const query = tracks.query().nearestTo(direction).column('song').distanceType('dot');
  query.nprobes(PARTITIONS_PROBED).refineFactor(REFINE_FACTOR).limit(limit);
  if (where !== null) query.where(where);
  const isNarrow = where !== null && (await tracks.countRows(where)) <= FLAT_ROWS;
  if (isNarrow) query.bypassVectorIndex(); // an index would look at the wrong partitions
  const rows = await query.select(['trackId', '_distance']).toArray();
  return rows.map((row) => ({ trackId: row.trackId as string, score: 1 - row._distance }));
}
