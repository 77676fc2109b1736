/** What is known of a collection, in one folder. */
import type { FileWarning, ModelIdentity } from '../types.js';
import { createClipReader } from './clip-reader.js';
import { diskBytes } from './disk-bytes.js';
import { type FileRecord, failedFiles, filesOfTracks, filesUnder } from './file-record.js';
import { addFolders, readFolders } from './indexed-folders.js';
import { guardLibrary } from './library-error.js';
import { optimizeTables } from './maintain.js';
import { type NearClip, type NearSong, nearestClips, nearestSongs } from './nearest.js';
import { type StoredClip, unpackClips } from './packed-clips.js';
import { filterTracks, findTrack, readTracks } from './read-tracks.js';
import type { StoredTrack } from './stored-track.js';
import { openTables } from './tables.js';
import type { TrackFilter } from './track-filter.js';
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
  /** Best first, by dot product. */
  nearestClips(vector: Float32Array, limit: number, filter?: TrackFilter): Promise<NearClip[]>;
  /** Best first, by dot product. */
  nearestSongs(vector: Float32Array, limit: number, filter?: TrackFilter): Promise<NearSong[]>;

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
  const reader = createClipReader(tables);
  return {
    dir,
    status: () => guard(() => readStatus(tables)),
    tracks: (ids) => guard(() => readTracks(tables, ids)),
    findTrack: (reference) => guard(() => findTrack(tables, reference)),
    filterTracks: (filter) => guard(() => filterTracks(tables, filter)),
    clips: (ids) =>
      guard(async () => new Map([...(await reader.read(ids))].map(([id, packed]) => [id, unpackClips(packed)]))),
    nearestClips: (vector, limit, filter) => guard(() => nearestClips(tables, reader, vector, limit, filter)),
    nearestSongs: (vector, limit, filter) => guard(() => nearestSongs(tables, vector, limit, filter)),
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

async function readStatus(tables: Awaited<ReturnType<typeof openTables>>): Promise<LibraryStatus> {
  const [tracks, files, failures, bytes] = await Promise.all([
    tables.tracks.countRows(),
    tables.files.countRows("state = 'ready'"),
    failedFiles(tables.files),
    diskBytes(tables.dir),
  ]);
  return { tracks, files, failed: failures.length, failures, diskBytes: bytes };
}
