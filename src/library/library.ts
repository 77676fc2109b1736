/** What is known of a collection, in one folder. */
import type { FileWarning, ModelIdentity } from '../types.js';
import { diskBytes } from './disk-bytes.js';
import { type FileRecord, failedFiles, filesOfTracks, filesUnder } from './file-record.js';
import { addFolders, readFolders } from './indexed-folders.js';
import { guardLibrary } from './library-error.js';
import { optimizeTables } from './maintain.js';
import type { SongOverview } from './memory/held-songs.js';
import { createSongMemory, type SongMemory } from './memory/song-memory.js';
import { type NearClip, type NearSong, nearestClips, nearestSongs } from './nearest.js';
import { type NearSection, nearestSections } from './nearest-sections.js';
import { type StoredClip, unpackClips } from './packed-clips.js';
import { comparePackedClips, readClips } from './read-clips.js';
import { countWithoutSections, readSections, tracksWithoutSections } from './read-sections.js';
import { filterTracks, findTrack, readTracks } from './read-tracks.js';
import type { StoredSection } from './stored-section.js';
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
  readonly failures: readonly FileWarning[];
  readonly diskBytes: number;
}

/** Every method throws `E_LIBRARY` when the folder is gone, full, read-only or damaged. */
export interface Library {
  readonly dir: string;
  status(): Promise<LibraryStatus>;
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
   * What all songs that fit have for each vector, by their song vectors and a few clips; null where the library is too large for that.
   *
   * @throws {@link CollapError} `E_FILTER`.
   */
  overview(vectors: readonly Float32Array[], filter?: TrackFilter): Promise<SongOverview | null>;
  /**
   * Dot products of S vectors with all clips of each track, shape (S, N), row-major; ids that are not in the library are left out.
   * The same to the last bit as the products with {@link Library.clips}.
   */
  compareClips(trackIds: readonly string[], vectors: readonly Float32Array[]): Promise<Map<string, Float32Array>>;
  /** Best first, by dot product. */
  nearestClips(vector: Float32Array, limit: number, filter?: TrackFilter): Promise<NearClip[]>;
  /** Best first, by dot product. */
  nearestSongs(vector: Float32Array, limit: number, filter?: TrackFilter): Promise<NearSong[]>;

  /** The sections of the tracks, in playing order; tracks without any are left out. */
  sections(trackIds: readonly string[]): Promise<Map<string, StoredSection[]>>;
  /** Best first, by dot product. */
  nearestSections(vector: Float32Array, limit: number, filter?: TrackFilter): Promise<NearSection[]>;
  /** Ids of tracks that were indexed before sections were stored; `collap index` listens to them again. */
  tracksWithoutSections(): Promise<string[]>;
  countWithoutSections(): Promise<number>;

  /** Brings the songs into memory, which happens by itself a little after the first question. @returns whether they fit. */
  hold(): Promise<boolean>;
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
  const tables = await guard(() => openTables(dir, model.identity, model.embeddingSize));
  const memory = createSongMemory(tables);
  return {
    dir,
    status: () => guard(() => readStatus(tables)),
    tracks: (ids) => guard(() => tracksOf(tables, memory, ids)),
    findTrack: (reference) => guard(() => findTrack(tables, reference)),
    filterTracks: (filter) => guard(() => filterTracks(tables, filter)),
    clips: (ids) => guard(() => clipsOf(tables, memory, ids)),
    overview: (vectors, filter) =>
      guard(async () => {
        const allowed = filterToSql(filter) === null ? null : new Set(await filterTracks(tables, filter));
        return (await memory.ifHeld())?.overview(vectors, allowed) ?? null;
      }),
    compareClips: (ids, vectors) => guard(() => compareClips(tables, memory, ids, vectors)),
    nearestClips: (vector, limit, filter) => guard(() => nearestClips(tables, memory, vector, limit, filter)),
    nearestSongs: (vector, limit, filter) => guard(() => nearestSongs(tables, memory, vector, limit, filter)),
    sections: (ids) => guard(() => readSections(tables, ids)),
    nearestSections: (vector, limit, filter) => guard(() => nearestSections(tables, vector, limit, filter)),
    tracksWithoutSections: () => guard(() => tracksWithoutSections(tables)),
    countWithoutSections: () => guard(() => countWithoutSections(tables)),
    hold: () => guard(async () => (await memory.held()) !== null),
    countTracks: () => guard(() => tables.tracks.countRows()),
    trackIds: () => guard(() => filterTracks(tables)),
    filesUnder: (paths) => guard(() => filesUnder(tables.files, paths)),
    filesOfTracks: (ids) => guard(() => filesOfTracks(tables.files, ids)),
    write: (batch) => guard(() => writeBatch(tables, batch)),
    removeFiles: (paths) => guard(() => removeFiles(tables, paths)),
    folders: () => guard(() => readFolders(dir)),
    addFolders: (paths) => guard(() => addFolders(dir, paths)),
    optimize: () => guard(() => optimizeTables(tables)),
    sweep: () => guard(() => sweepAfterKill(tables)),
  };
}

async function tracksOf(tables: LibraryTables, memory: SongMemory, ids: readonly string[]): Promise<StoredTrack[]> {
  const held = await memory.ifHeld(ids.length);
  return held ? ids.flatMap((id) => held.track(id) ?? []) : readTracks(tables, ids);
}

async function clipsOf(
  tables: LibraryTables,
  memory: SongMemory,
  ids: readonly string[],
): Promise<Map<string, StoredClip[]>> {
  const held = await memory.ifHeld(ids.length);
  if (!held) return new Map([...(await readClips(tables, ids))].map(([id, packed]) => [id, unpackClips(packed)]));
  return new Map(ids.flatMap((id) => [[id, held.clips(id) ?? []] as const]).filter(([, clips]) => clips.length > 0));
}

async function compareClips(
  tables: LibraryTables,
  memory: SongMemory,
  ids: readonly string[],
  vectors: readonly Float32Array[],
): Promise<Map<string, Float32Array>> {
  const held = await memory.ifHeld(ids.length);
  if (held) return held.compare(ids, vectors);
  return comparePackedClips(await readClips(tables, ids), vectors);
}

async function readStatus(tables: LibraryTables): Promise<LibraryStatus> {
  const [tracks, files, failures, bytes] = await Promise.all([
    tables.tracks.countRows(),
    tables.files.countRows("state = 'ready'"),
    failedFiles(tables.files),
    diskBytes(tables.dir),
  ]);
  return { tracks, files, failed: failures.length, failures, diskBytes: bytes };
}
