/** Keeps the song vectors of a library that is too large to be held whole, and up with what other processes write. */
import type { LibraryTables } from '../tables.js';
import { SketchedSongs } from './sketched-songs.js';

/** Filling costs a few seconds a million songs: a process that asks once and ends does without. */
const FILL_AFTER_MS = 1_000;
const COLUMNS = ['trackId', 'song'];
/** So many new songs are fetched before an answer; where there are more, answers go on from what is there while all are read again. */
const MOST_FETCHED = 5_000;
/** Rows of songs that are gone or were written again, of which all are read again. */
const MOST_STALE_SHARE = 0.05;

export interface SongSketches {
  /** Fills now. */
  filled(): Promise<SketchedSongs>;
  /** The songs as they are now, or nearly so after large changes; null where they are not there yet: they are filled a little later. */
  ifFilled(): Promise<SketchedSongs | null>;
  /** The songs as the last question saw them; null where they are not there yet. */
  latest(): SketchedSongs | null;
}

interface State {
  readonly version: number;
  readonly songs: SketchedSongs;
}

export function createSongSketches(tables: LibraryTables): SongSketches {
  let state: State | null = null;
  let filling: Promise<State> | null = null;
  let following: Promise<State> | null = null;
  let isPlanned = false;

  function fill(): Promise<State> {
    filling ??= readAll(tables)
      .then((read) => {
        state = read;
        return read;
      })
      .finally(() => {
        filling = null;
      });
    return filling;
  }

  async function follow(from: State): Promise<State> {
    const version = await tables.tracks.version();
    if (version === from.version) return from;
    const { songs } = from;
    const newer = `_rowid > ${songs.newestRow}`;
    const [all, added] = await Promise.all([tables.tracks.countRows(), tables.tracks.countRows(newer)]);
    const isStale = songs.size + added - all > MOST_STALE_SHARE * all;
    if (added > MOST_FETCHED || isStale) {
      fill().catch(() => undefined); // whoever asks next is told
      return from;
    }
    if (added > 0) await addRows(tables, songs, newer);
    state = { version, songs };
    return state;
  }

  return {
    filled: async () => (await fill()).songs,
    latest: () => state?.songs ?? null,
    async ifFilled() {
      const from = state;
      if (from !== null) {
        // questions ask many things at once: one look at the version serves them all
        following ??= follow(from).finally(() => {
          following = null;
        });
        return (await following).songs;
      }
      if (!isPlanned) {
        isPlanned = true;
        const start = () =>
          fill().catch(() => {
            isPlanned = false; // a library that cannot be read says so to whoever asks it
          });
        setTimeout(start, FILL_AFTER_MS).unref();
      }
      return null;
    },
  };
}

async function readAll(tables: LibraryTables): Promise<State> {
  const version = await tables.tracks.version();
  const songs = new SketchedSongs(tables.embeddingSize);
  await addRows(tables, songs, 'true');
  return { version, songs };
}

async function addRows({ tracks }: LibraryTables, songs: SketchedSongs, where: string): Promise<void> {
  for await (const batch of tracks.query().where(where).select(COLUMNS).withRowId()) songs.add(batch);
}
