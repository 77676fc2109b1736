import { RowMatrix } from './memory/row-matrix.js';
import { openPackedClips, type PackedClips } from './packed-clips.js';
import { inChunks, isOneOf } from './sql.js';
import type { LibraryTables } from './tables.js';

/** The stored clip vectors of songs, by track id; ids that are not in the library are left out. */
export async function readClips(
  { tracks }: LibraryTables,
  trackIds: readonly string[],
): Promise<Map<string, PackedClips>> {
  const parts = await Promise.all(
    inChunks(trackIds, 500).map(async (chunk) => {
      const table = await tracks.query().where(isOneOf('trackId', chunk)).select(['trackId', 'clips']).toArrow();
      const [ids, packed] = [table.getChild('trackId'), table.getChild('clips')];
      return Array.from(
        { length: table.numRows },
        (_, row) => [ids?.get(row) as string, openPackedClips(packed?.get(row))] as const,
      );
    }),
  );
  return new Map(parts.flat());
}

/** Dot products of S vectors with the N clips of each song, shape (S, N), row-major. */
export function comparePackedClips(
  songs: ReadonlyMap<string, PackedClips>,
  vectors: readonly Float32Array[],
): Map<string, Float32Array> {
  const matrix = new RowMatrix(vectors[0]?.length ?? 1);
  const spans = [...songs.values()].map(({ values, scales }) => ({
    first: matrix.append(values, scales),
    count: scales.length,
  }));
  const products = matrix.compare(spans, vectors);
  return new Map([...songs.keys()].map((id, i) => [id, products[i] as Float32Array]));
}
