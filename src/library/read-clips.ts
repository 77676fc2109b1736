import type { Table } from 'apache-arrow';
import { RowMatrix } from './memory/row-matrix.js';
import { openPackedClips, type PackedClips } from './packed-clips.js';
import { inChunks, isOneOf } from './sql.js';
import type { LibraryTables } from './tables.js';

const COLUMNS = ['trackId', 'clips'];

/**
 * The stored clip vectors of songs, by track id; ids that are not in the library are left out.
 *
 * @param rowOf - the row that a song had lately: reading rows costs half of looking for ids. What is not there any more is looked for.
 */
export async function readClips(
  { tracks }: LibraryTables,
  trackIds: readonly string[],
  rowOf: (trackId: string) => bigint | null = () => null,
): Promise<Map<string, PackedClips>> {
  const wanted = new Set(trackIds);
  const found = new Map<string, PackedClips>();
  const rows = trackIds.flatMap((id) => rowOf(id) ?? []).sort((a, b) => (a < b ? -1 : 1));
  if (rows.length > 0) {
    // rows vanish when another process merges files this moment
    const table = await tracks
      .takeRowIds(rows)
      .select(COLUMNS)
      .toArrow()
      .catch(() => null);
    for (const [id, packed] of table ? openRows(table) : []) if (wanted.has(id)) found.set(id, packed);
  }
  const left = trackIds.filter((id) => !found.has(id));
  const parts = inChunks(left, 500).map((chunk) =>
    tracks.query().where(isOneOf('trackId', chunk)).select(COLUMNS).toArrow(),
  );
  for (const table of await Promise.all(parts)) for (const [id, packed] of openRows(table)) found.set(id, packed);
  return found;
}

function openRows(table: Table): [string, PackedClips][] {
  const [ids, packed] = COLUMNS.map((name) => table.getChild(name));
  return Array.from({ length: table.numRows }, (_, row) => [ids?.get(row), openPackedClips(packed?.get(row))]);
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
