/** The stored clip vectors of songs. Small libraries are kept in memory, as long as nobody writes. */
import { openPackedClips, type PackedClips } from './packed-clips.js';
import { inChunks, isOneOf } from './sql.js';
import type { LibraryTables } from './tables.js';

/** Tracks up to which all clips are kept: about 13 MB of 4-minute songs at D = 256. */
export const CACHED_TRACKS = 2_000;

export interface ClipReader {
  /** By track id; ids that are not in the library are left out. */
  read(trackIds: readonly string[]): Promise<Map<string, PackedClips>>;
  /** All tracks, where the library is small enough for that; otherwise null. */
  readAll(): Promise<Map<string, PackedClips> | null>;
}

export function createClipReader({ tracks }: LibraryTables, cachedTracks = CACHED_TRACKS): ClipReader {
  let cached: { version: number; clips: Promise<Map<string, PackedClips> | null> } | undefined;

  async function query(where: string): Promise<Map<string, PackedClips>> {
    const table = await tracks.query().where(where).select(['trackId', 'clips']).toArrow();
    const [ids, packed] = [table.getChild('trackId'), table.getChild('clips')];
    return new Map(
      Array.from({ length: table.numRows }, (_, row) => [ids?.get(row) as string, openPackedClips(packed?.get(row))]),
    );
  }

  async function readAll(): Promise<Map<string, PackedClips> | null> {
    const version = await tracks.version();
    if (cached?.version !== version) {
      const clips = tracks.countRows().then((rows) => (rows <= cachedTracks ? query('true') : null));
      cached = { version, clips };
      clips.catch(() => {
        cached = undefined; // the caller sees the failure; the next one tries again
      });
    }
    return cached.clips;
  }

  return {
    readAll,
    async read(trackIds) {
      const all = await readAll();
      if (all) return new Map(trackIds.flatMap((id) => (all.has(id) ? [[id, all.get(id) as PackedClips]] : [])));
      const parts = await Promise.all(inChunks(trackIds, 500).map((chunk) => query(isOneOf('trackId', chunk))));
      return new Map(parts.flatMap((part) => [...part]));
    },
  };
}
