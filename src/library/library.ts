/** What is known of a collection, in one folder. */
import type { FileFailure, ModelIdentity, Segment } from '../types.js';
import { diskBytes } from './disk-bytes.js';
import { type Copies, copiedTracks, type FileRecord, failedFiles, filesOfTracks, filesUnder } from './file-record.js';
import { homeOf } from './generations.js';
import { addFolders, readFolders, removeFolders } from './indexed-folders.js';
import { KEPT_MODEL } from './kept-model.js';
import { guardLibrary } from './library-error.js';
import { optimizeTables } from './maintain.js';
import { createSongMemory } from './memory/song-memory.js';
import { createSongSketches, type SongSketches } from './memory/song-sketches.js';
import { type NearSong, nearestSongs, type SearchSources } from './nearest.js';
import { type ComparedClips, type StoredClip, unpackClips } from './packed-clips.js';
import { comparePackedClips, readClips } from './read-clips.js';
import type { RowFinder } from './read-rows.js';
import { countWithoutSections, readSections, tracksWithoutSections } from './read-sections.js';
import { filterTracks, findTrack, readTracks } from './read-tracks.js';
import type { StoredTrack } from './stored-track.js';
import { type LibraryTables, openTables } from './tables.js';
import { filterToSql, type TrackFilter } from './track-filter.js';
import { type LibraryBatch, removeFiles, sweepAfterKill, writeBatch } from './write-songs.js';

export interface LibraryStatus {
  /** Recordings. */
  readonly tracks: number;
  /** Files that hold them. */
  readonly files: number;
  readonly failed: number;
  /** The failed files, with reasons. */
  readonly failures: readonly FileFailure[];
  /** Without the model that is kept with the songs. */
  readonly diskBytes: number;
}

/** Every method throws `E_LIBRARY` when the folder is gone, full, read-only or damaged. */
export interface Library {
  readonly dir: string;
  status(): Promise<LibraryStatus>;
  /** Recordings that lie in several files; reads the whole list of files. */
  copies(): Promise<Copies[]>;
  /** In the order of the ids; ids that are not in the library are left out. */
  tracks(ids: readonly string[]): Promise<StoredTrack[]>;
  /**
   * The track of a path, an id or a title; null where there is none.
   *
   * @throws {@link CollapError} `E_USAGE` when several tracks have the title.
   */
  findTrack(reference: string): Promise<StoredTrack | null>;
  /**
   * Ids of the tracks that fit.
   *
   * @throws {@link CollapError} `E_FILTER`.
   */
  filterTracks(filter?: TrackFilter): Promise<string[]>;
  /** All clips of the tracks, in playing order; ids that are not in the library are left out. */
  clips(trackIds: readonly string[]): Promise<Map<string, StoredClip[]>>;
  /**
   * Compares S vectors with all clips of each track; ids that are not in the library are left out.
   * The products are the same to the last bit as those with {@link Library.clips}.
   */
  compareClips(trackIds: readonly string[], vectors: readonly Float32Array[]): Promise<Map<string, ComparedClips>>;
  /**
   * The song vectors of what {@link Library.nearestSongs} found lately, at eight bits a value, where reading them in full would cost more;
   * else null.
   */
  roughSongs(trackIds: readonly string[]): Promise<Map<string, Float32Array> | null>;
  /**
   * Best first by the dot product of their song vectors with a direction of shape (D).
   *
   * @param centre - shape (D): by the cosine of the direction with what is left of a song without it.
   * @throws {@link CollapError} `E_FILTER`.
   */
  nearestSongs(
    direction: Float32Array,
    limit: number,
    filter?: TrackFilter,
    centre?: Float32Array | null,
  ): Promise<NearSong[]>;

  /** The sections of the tracks, in playing order; tracks without any are left out. */
  sections(trackIds: readonly string[]): Promise<Map<string, Segment[]>>;
  /** Ids of tracks that were indexed before sections were stored; `collap index` listens to them again. */
  tracksWithoutSections(): Promise<string[]>;
  countWithoutSections(): Promise<number>;

  /**
   * Brings the songs into memory, which happens by itself a little after the first question.
   *
   * @returns whether they fit whole; of more songs, only the song vectors are held.
   */
  hold(): Promise<boolean>;
  /**
   * Reads a song, so that damage is noticed before the library is said to be whole.
   *
   * @throws {@link CollapError} `E_LIBRARY`.
   */
  probe(): Promise<void>;
  countTracks(): Promise<number>;
  /** Ids of all tracks. */
  trackIds(): Promise<string[]>;
  /** Records of the given files, and of all files under the given folders. */
  filesUnder(paths: readonly string[]): Promise<FileRecord[]>;
  filesOfTracks(trackIds: readonly string[]): Promise<FileRecord[]>;
  /** Stores a batch; returns the paths whose track another process removed meanwhile. */
  write(batch: LibraryBatch): Promise<string[]>;
  /** Removes files, and tracks that no other file holds; returns how many files there were. */
  removeFiles(paths: readonly string[]): Promise<number>;
  /** Folders and files that were given to `index`. */
  folders(): Promise<string[]>;
  addFolders(paths: readonly string[]): Promise<void>;
  /** Takes those at or below the paths off the list; returns how many there were. */
  removeFolders(paths: readonly string[]): Promise<number>;
  /** Compacts, and makes the indices that the size calls for. */
  optimize(): Promise<void>;
  /** Clears up after a writer that was killed. */
  sweep(): Promise<void>;
}

/**
 * Opens the library in a folder, and makes it where there is none.
 *
 * @throws {@link CollapError} `E_MODEL_MISMATCH` when it holds vectors of another model, `E_LIBRARY` when it cannot be used.
 */
export async function openLibrary(
  dir: string,
  model: { identity: ModelIdentity; embeddingSize: number },
): Promise<Library> {
  const guard = <T>(action: () => Promise<T>) => guardLibrary(dir, action);
  const tables = await guard(async () => openTables(await homeOf(dir), model.identity, model.embeddingSize));
  const sources: SearchSources = { tables, memory: createSongMemory(tables), sketches: createSongSketches(tables) };
  const { memory, sketches } = sources;
  return {
    dir,
    status: () => guard(() => readStatus(tables)),
    copies: () => guard(() => copiedTracks(tables.files)),
    tracks: (ids) => guard(() => tracksOf(sources, ids)),
    findTrack: (reference) => guard(() => findTrack(tables, reference)),
    filterTracks: (filter) => guard(() => idsUnder(sources, filter)),
    clips: (ids) => guard(() => clipsOf(sources, ids)),
    compareClips: (ids, vectors) => guard(() => compareClips(sources, ids, vectors)),
    roughSongs: async (ids) => roughSongs(sketches, ids),
    nearestSongs: (direction, limit, filter, centre = null) =>
      guard(() => nearestSongs(sources, { direction, centre }, limit, filter)),
    sections: (ids) => guard(() => readSections(tables, ids)),
    tracksWithoutSections: () => guard(() => tracksWithoutSections(tables)),
    countWithoutSections: () => guard(() => countWithoutSections(tables)),
    hold: () =>
      guard(async () => {
        if (await memory.held()) return true;
        await sketches.filled();
        return false;
      }),
    probe: () => guard(() => probe(tables)),
    countTracks: () => guard(() => tables.tracks.countRows()),
    trackIds: () => guard(() => filterTracks(tables)),
    filesUnder: (paths) => guard(() => filesUnder(tables.files, paths)),
    filesOfTracks: (ids) => guard(() => filesOfTracks(tables.files, ids)),
    write: (batch) => guard(() => writeBatch(tables, batch)),
    removeFiles: (paths) => guard(() => removeFiles(tables, paths)),
    folders: () => guard(() => readFolders(tables.dir)),
    addFolders: (paths) => guard(() => addFolders(tables.dir, paths)),
    removeFolders: (paths) => guard(() => removeFolders(tables.dir, paths)),
    optimize: () => guard(() => optimizeTables(tables)),
    sweep: () => guard(() => sweepAfterKill(tables)),
  };
}

async function tracksOf({ tables, memory, sketches }: SearchSources, ids: readonly string[]): Promise<StoredTrack[]> {
  const held = await memory.ifHeld(ids.length);
  return held ? ids.flatMap((id) => held.track(id) ?? []) : readTracks(tables, ids, rowFinder(sketches));
}

async function idsUnder({ tables, memory }: SearchSources, filter?: TrackFilter): Promise<string[]> {
  const held = filterToSql(filter) === null ? await memory.ifHeld() : null;
  return held?.ids() ?? filterTracks(tables, filter);
}

async function clipsOf(
  { tables, memory, sketches }: SearchSources,
  ids: readonly string[],
): Promise<Map<string, StoredClip[]>> {
  const held = await memory.ifHeld(ids.length);
  if (held)
    return new Map(ids.flatMap((id) => [[id, held.clips(id) ?? []] as const]).filter(([, clips]) => clips.length > 0));
  const read = await readClips(tables, ids, rowFinder(sketches));
  return new Map([...read].map(([id, packed]) => [id, unpackClips(packed)]));
}

async function compareClips(
  { tables, memory, sketches }: SearchSources,
  ids: readonly string[],
  vectors: readonly Float32Array[],
): Promise<Map<string, ComparedClips>> {
  const held = await memory.ifHeld(ids.length);
  if (held) return held.compare(ids, vectors);
  return comparePackedClips(await readClips(tables, ids, rowFinder(sketches)), vectors);
}

function rowFinder(sketches: SongSketches): RowFinder {
  const found = sketches.latest();
  return (id) => found?.rowOf(id) ?? null;
}

function roughSongs(sketches: SongSketches, ids: readonly string[]): Map<string, Float32Array> | null {
  const found = sketches.latest();
  const vectors = new Map(ids.flatMap((id) => [[id, found?.vectorOf(id)] as const]));
  return [...vectors.values()].every((vector) => vector) ? (vectors as Map<string, Float32Array>) : null;
}

/** The store counts rows without reading them. */
async function probe({ tracks }: LibraryTables): Promise<void> {
  await tracks.query().select(['trackId', 'song']).limit(1).toArray();
}

async function readStatus(tables: LibraryTables): Promise<LibraryStatus> {
  await probe(tables);
  const [tracks, files, failures, bytes] = await Promise.all([
    tables.tracks.countRows(),
    tables.files.countRows("state = 'ready'"),
    failedFiles(tables.files),
    diskBytes(tables.dir, KEPT_MODEL),
  ]);
  return { tracks, files, failed: failures.length, failures, diskBytes: bytes };
}
