/** Nearest songs and clips by dot product: in memory while the library is small enough for that, through the store's indices beyond. */
import type { Table } from '@lancedb/lancedb';
import { FLAT_ROWS } from './maintain.js';
import type { SongMemory } from './memory/song-memory.js';
import { type PackedClips, scorePackedClips } from './packed-clips.js';
import { readClips } from './read-clips.js';
import { filterTracks } from './read-tracks.js';
import type { LibraryTables } from './tables.js';
import { filterToSql, type TrackFilter } from './track-filter.js';

export interface NearSong {
  readonly trackId: string;
  /** Dot product. */
  readonly score: number;
}

export interface NearClip extends NearSong {
  readonly startSeconds: number;
}

/** Of an index: how many more rows than wanted are ranked by their own vectors, and how many partitions are looked at. */
const REFINE_FACTOR = 4;
const PARTITIONS_PROBED = 40;
/** Landmarks that are looked at for each clip that is wanted, and the songs behind them whose clips are scored. */
const LANDMARKS_PER_CLIP = 2;
const MOST_SONGS_SCORED = 400;
const MOST_LANDMARKS = 5_000;

/** Songs by their song vectors, best first. */
export async function nearestSongs(
  tables: LibraryTables,
  memory: SongMemory,
  vector: Float32Array,
  limit: number,
  filter?: TrackFilter,
): Promise<NearSong[]> {
  const where = filterToSql(filter);
  const held = await memory.ifHeld();
  if (held)
    return held.nearestSongs(vector, limit, where === null ? null : new Set(await filterTracks(tables, filter)));
  const { tracks } = tables;
  const isNarrow = where !== null && (await tracks.countRows(where)) <= FLAT_ROWS;
  const query = nearestRows(tracks, 'song', vector, limit);
  if (where !== null) query.where(where);
  if (isNarrow) query.bypassVectorIndex(); // an index would look at the wrong partitions
  const rows = await query.select(['trackId', '_distance']).toArray();
  return rows.map((row) => ({ trackId: row.trackId as string, score: 1 - row._distance }));
}

/**
 * Clips by their vectors, best first. Small sets of songs are searched whole; otherwise landmarks name the songs, and all clips of
 * these songs are scored.
 */
export async function nearestClips(
  tables: LibraryTables,
  memory: SongMemory,
  vector: Float32Array,
  limit: number,
  filter?: TrackFilter,
): Promise<NearClip[]> {
  const allowed = filterToSql(filter) === null ? null : await filterTracks(tables, filter);
  const held = await memory.ifHeld();
  if (held) return held.nearestClips(vector, limit, allowed && new Set(allowed));
  const isFew = allowed !== null && allowed.length <= MOST_SONGS_SCORED;
  const near = isFew ? allowed : await songsByLandmark(tables, vector, limit, allowed);
  return bestClips(await readClips(tables, near), vector, limit);
}

/** Ids of the songs whose landmarks are nearest. A filter is applied afterwards, on as many more landmarks as it lets fewer through. */
async function songsByLandmark(
  { clips, tracks }: LibraryTables,
  vector: Float32Array,
  limit: number,
  allowed: readonly string[] | null,
): Promise<string[]> {
  const rarity = allowed ? (await tracks.countRows()) / Math.max(1, allowed.length) : 1;
  const wanted = Math.min(MOST_LANDMARKS, Math.ceil(limit * LANDMARKS_PER_CLIP * rarity));
  const rows = await nearestRows(clips, 'vector', vector, wanted).select(['trackId', '_distance']).toArray();
  const ids = [...new Set(rows.map((row) => row.trackId as string))];
  const isAllowed = allowed && new Set(allowed);
  return (isAllowed ? ids.filter((id) => isAllowed.has(id)) : ids).slice(0, MOST_SONGS_SCORED);
}

export function nearestRows(table: Table, column: string, vector: Float32Array, limit: number) {
  const query = table.query().nearestTo(vector).column(column).distanceType('dot');
  return query.nprobes(PARTITIONS_PROBED).refineFactor(REFINE_FACTOR).limit(limit);
}

function bestClips(songs: ReadonlyMap<string, PackedClips>, vector: Float32Array, limit: number): NearClip[] {
  let best: NearClip[] = [];
  let worst = Number.NEGATIVE_INFINITY;
  const trim = () => {
    best = best.sort((a, b) => b.score - a.score).slice(0, limit);
    if (best.length === limit) worst = best.at(-1)?.score ?? worst;
  };
  for (const [trackId, packed] of songs) {
    const scores = scorePackedClips(packed, vector);
    for (let n = 0; n < scores.length; n++) {
      const score = scores[n] as number;
      if (score > worst) best.push({ trackId, startSeconds: packed.startSeconds[n] as number, score });
    }
    if (best.length > 4 * limit) trim();
  }
  trim();
  return best;
}
