import { RowMatrix } from './memory/row-matrix.js';
import { type ComparedClips, openPackedClips, type PackedClips, unpackClips } from './packed-clips.js';
import { KNOWS_NO_ROW, readRows } from './read-rows.js';
import type { LibraryTables } from './tables.js';

const COLUMNS = ['trackId', 'clips'];

/** The stored clip vectors of songs, by track id; ids that are not in the library are left out. */
export async function readClips(
  tables: LibraryTables,
  trackIds: readonly string[],
  rowOf = KNOWS_NO_ROW,
): Promise<Map<string, PackedClips>> {
  const found = new Map<string, PackedClips>();
  for (const table of await readRows(tables, trackIds, COLUMNS, rowOf)) {
    const [ids, packed] = COLUMNS.map((name) => table.getChild(name));
    for (let row = 0; row < table.numRows; row++) found.set(ids?.get(row), openPackedClips(packed?.get(row)));
  }
  return found;
}

/** One for each size of vectors: memory of this kind is dear to make and to give back. */
const scratch = new Map<number, RowMatrix>();

/** Compares S vectors with the N clips of each song. */
export function comparePackedClips(
  songs: ReadonlyMap<string, PackedClips>,
  vectors: readonly Float32Array[],
): Map<string, ComparedClips> {
  const size = vectors[0]?.length ?? 1;
  const matrix = scratch.get(size) ?? new RowMatrix(size);
  scratch.set(size, matrix);
  matrix.clear();
  const spans = [...songs.values()].map(({ values, scales }) => ({
    first: matrix.append(values, scales),
    count: scales.length,
  }));
  const products = matrix.compare(spans, vectors);
  return new Map(
    [...songs].map(([id, packed], i) => [
      id,
      { products: products[i] as Float32Array, lufs: packed.lufs, clips: () => unpackClips(packed) },
    ]),
  );
}
