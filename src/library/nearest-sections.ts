/** Nearest sections by dot product. */
import { type NearSong, nearestRows } from './nearest.js';
import { filterTracks } from './read-tracks.js';
import { isOneOf } from './sql.js';
import { fromSectionRows, type OwnedSection } from './stored-section.js';
import type { LibraryTables } from './tables.js';
import { filterToSql, type TrackFilter } from './track-filter.js';

export type NearSection = NearSong & OwnedSection;

/** Songs up to which a filter goes along with the search; of more, sections are taken until enough pass. */
const MOST_NAMED_SONGS = 2_000;
/** Sections looked at in all. */
const MOST_SECTIONS = 10_000;

/** Sections of the songs that pass the filter, best first. */
export async function nearestSections(
  tables: LibraryTables,
  vector: Float32Array,
  limit: number,
  filter?: TrackFilter,
): Promise<NearSection[]> {
  const table = await tables.segments.ifThere();
  if (table === null) return [];
  const allowed = filterToSql(filter) === null ? null : await filterTracks(tables, filter);
  const isNamed = allowed !== null && allowed.length <= MOST_NAMED_SONGS;
  const rarity = allowed && !isNamed ? (await tables.tracks.countRows()) / allowed.length : 1;
  const query = nearestRows(table, 'vector', vector, Math.min(MOST_SECTIONS, Math.ceil(limit * rarity)));
  if (isNamed) query.where(isOneOf('trackId', allowed)).bypassVectorIndex(); // an index would look at the wrong partitions
  const passes = allowed && new Set(allowed);
  const found = await query.toArrow();
  const distances = found.getChild('_distance');
  return fromSectionRows(found)
    .map((near, row) => ({ ...near, score: 1 - distances?.get(row) }))
    .filter(({ trackId }) => passes === null || passes.has(trackId))
    .slice(0, limit);
}
