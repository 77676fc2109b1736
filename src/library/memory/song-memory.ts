/** Keeps the songs of a library that is not too large in memory, and up with what other processes write. */
import type { Table } from '@lancedb/lancedb';
import type { Table as ArrowTable } from 'apache-arrow';
import { openPackedClips } from '../packed-clips.js';
import { toTracks } from '../read-tracks.js';
import { isOneOf } from '../sql.js';
import { TRACK_COLUMNS } from '../stored-track.js';
import type { LibraryTables } from '../tables.js';
import { EXACT_SONGS, HeldSongs } from './held-songs.js';

/** Songs up to which all are held: about 8 kB each, 160 MB in all, for 4-minute songs at D = 256. */
export const MOST_HELD_SONGS = 20_000;
/** Up to so many new songs are fetched one by one; more are read with everything else. */
const MOST_FETCHED = 1_000;

/** Filling takes a second of CPU time at 20,000 songs: a process that asks once and ends does without. */
const FILL_AFTER_MS = 1_000;

export interface SongMemory {
  /** Whether the library is small enough to be held. */
  fits(): Promise<boolean>;
  /** Fills the memory now. @returns all songs as they are now, or null where the library is too large to be held. */
  held(): Promise<HeldSongs | null>;
  /**
   * The same where the memory is filled. Where it is not, null; it is then filled a little later, or at once where that costs no more than
   * what is asked for: small libraries are searched whole.
   *
   * @param wanted - how many songs will be read.
   */
  ifHeld(wanted?: number): Promise<HeldSongs | null>;
}

interface State {
  readonly version: number;
  readonly songs: HeldSongs | null;
  /** By track id: changes whenever a row does. */
  readonly rowIds: ReadonlyMap<string, bigint>;
}

export function createSongMemory(tables: LibraryTables, mostSongs = MOST_HELD_SONGS): SongMemory {
  let state: State | null = null;
  let refreshing: Promise<State> | null = null;
  let isFilling = false;

  async function refresh(): Promise<State> {
    const version = await tables.tracks.version();
    if (state?.version === version) return state;
    const count = await tables.tracks.countRows();
    state =
      count > mostSongs ? { version, songs: null, rowIds: new Map() } : await bringUpToDate(tables, state, version);
    return state;
  }

  async function held(): Promise<HeldSongs | null> {
    // questions ask many things at once: one look at the version serves them all
    refreshing ??= refresh().finally(() => {
      refreshing = null;
    });
    return (await refreshing).songs;
  }

  function fillLater(): void {
    if (isFilling) return;
    isFilling = true;
    const fill = () =>
      held().catch(() => {
        isFilling = false; // a library that cannot be read says so to whoever asks it
      });
    setTimeout(fill, FILL_AFTER_MS).unref();
  }

  return {
    fits: async () => (await tables.tracks.countRows()) <= mostSongs,
    held,
    async ifHeld(wanted = 0) {
      if (state !== null) return held();
      const count = await tables.tracks.countRows();
      if (count <= EXACT_SONGS || wanted * 2 >= count) return held();
      fillLater();
      return null;
    },
  };
}

async function bringUpToDate(tables: LibraryTables, before: State | null, version: number): Promise<State> {
  const rowIds = await readRowIds(tables.tracks);
  const known = before?.rowIds ?? new Map<string, bigint>();
  const changed = [...rowIds].filter(([id, rowId]) => known.get(id) !== rowId).map(([id]) => id);
  const held = before?.songs ?? null;
  if (held === null || changed.length > MOST_FETCHED || held.isWorn) {
    const songs = new HeldSongs(tables.embeddingSize);
    await addSongs(tables, songs, null);
    return { version, songs, rowIds: keepKnown(rowIds, songs) };
  }
  for (const id of known.keys()) if (!rowIds.has(id)) held.remove(id);
  if (changed.length > 0) await addSongs(tables, held, changed);
  return { version, songs: held, rowIds: keepKnown(rowIds, held) };
}

/** A song that changed between two of the reads is not held: it is fetched at the next version. */
function keepKnown(rowIds: ReadonlyMap<string, bigint>, songs: HeldSongs): Map<string, bigint> {
  return new Map([...rowIds].filter(([id]) => songs.track(id) !== null));
}

async function readRowIds(tracks: Table): Promise<Map<string, bigint>> {
  const table = await tracks.query().select(['trackId']).withRowId().toArrow();
  const [ids, rowIds] = [columnOf<string>(table, 'trackId'), columnOf<bigint>(table, '_rowid')];
  return new Map(ids.map((id, row) => [id, rowIds[row] as bigint]));
}

/** @param trackIds - null: all. */
async function addSongs(tables: LibraryTables, songs: HeldSongs, trackIds: readonly string[] | null): Promise<void> {
  const where = trackIds === null ? 'true' : isOneOf('trackId', trackIds);
  const [tracks, packed] = await Promise.all([
    tables.tracks.query().where(where).select(TRACK_COLUMNS).toArrow(),
    tables.tracks.query().where(where).select(['trackId', 'clips']).toArrow(),
  ]);
  const clipsOf = new Map(
    columnOf<string>(packed, 'trackId').map((id, row) => [id, row]), // the bytes are opened one song at a time
  );
  const bytes = packed.getChild('clips');
  for (const track of toTracks(tracks)) {
    const row = clipsOf.get(track.trackId);
    if (row !== undefined) songs.add(track, openPackedClips(bytes?.get(row)));
  }
}

function columnOf<T>(table: ArrowTable, name: string): T[] {
  return Array.from((table.getChild(name) ?? []) as Iterable<T>);
}
