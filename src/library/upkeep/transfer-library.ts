/**
 * A library as files that other programs read, too: one Arrow IPC stream a table (pyarrow, DuckDB, R, …) and the card.
 * Columns are taken as they are, so that what a later version adds travels along.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdir, readdir, rename } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Table } from '@lancedb/lancedb';
import { CollapError } from '../../errors.js';
import { homeOf } from '../generations.js';
import { assertSameModel, CARD_FILE, readLibraryCard } from '../library-card.js';
import { guardLibrary } from '../library-error.js';
import { type LibraryTables, openTables } from '../tables.js';
import { withWriteLock } from '../write-lock.js';
import { withExistingTables } from './open-existing.js';

/** The store's own copy (CommonJS): Arrow's writers do not know the classes of another. */
const {
  RecordBatchReader,
  RecordBatchStreamWriter,
  Table: ArrowTable,
} = createRequire(import.meta.url)('apache-arrow') as typeof import('apache-arrow');

/** In the order in which they are written back: a file is never there without its song. */
const TABLES: readonly { readonly name: TableName; readonly key: string[] }[] = [
  { name: 'segments', key: ['trackId', 'startSeconds'] },
  { name: 'tracks', key: ['trackId'] },
  { name: 'files', key: ['path'] },
];

type TableName = 'segments' | 'tracks' | 'files';

export type TransferReport = Readonly<Record<TableName, number>>;

/**
 * Writes a library into a folder.
 *
 * @returns how many rows each table has.
 * @throws {@link CollapError} `E_NOT_FOUND`, `E_LIBRARY`.
 */
export function exportLibrary(dir: string, target: string): Promise<TransferReport> {
  return withExistingTables(dir, async (tables) => {
    const folder = resolve(target);
    await mkdir(folder, { recursive: true });
    const rows = { segments: 0, tracks: 0, files: 0 };
    await withWriteLock(tables.dir, async () => {
      for (const { name } of TABLES)
        rows[name] = await writeTable(await tableOf(tables, name), join(folder, `${name}.arrow`));
      await copyFile(join(tables.dir, CARD_FILE), join(folder, CARD_FILE));
    });
    return rows;
  });
}

/** Row by row batch, so that memory does not grow with the library; the file appears when it is whole. */
async function writeTable(table: Table, path: string): Promise<number> {
  const schema = await table.schema();
  let rows = 0;
  const writer = new RecordBatchStreamWriter();
  const bytes = pipeline(writer.toNodeStream(), createWriteStream(`${path}.tmp`));
  writer.reset(undefined, schema);
  for await (const batch of table.query()) {
    rows += batch.numRows;
    writer.write(batch);
  }
  writer.close();
  await bytes;
  await rename(`${path}.tmp`, path);
  return rows;
}

/**
 * Adds what `exportLibrary` wrote to a library, which is made where there is none; songs that are there already take the values of the export.
 *
 * @throws {@link CollapError} `E_NOT_FOUND` where the folder holds no export, `E_MODEL_MISMATCH` when its vectors are of another model, `E_LIBRARY`.
 */
export async function importLibrary(dir: string, source: string): Promise<TransferReport> {
  const folder = resolve(source);
  const card = await readLibraryCard(folder);
  if (card === null)
    throw new CollapError(
      'E_NOT_FOUND',
      `${folder} holds no exported library.`,
      'Make one with `collap library export`.',
    );
  return guardLibrary(dir, async () => {
    const home = await homeOf(dir);
    const own = await readLibraryCard(home);
    if (own) assertSameModel(dir, own, card.model, card.embeddingSize);
    const tables = await openTables(home, card.model, card.embeddingSize);
    const rows = { segments: 0, tracks: 0, files: 0 };
    const exported = await readdir(folder);
    for (const { name, key } of TABLES) {
      if (name === 'segments' && !exported.includes('segments.arrow')) continue; // an export of an earlier version
      rows[name] = await readTable(tables, name, key, join(folder, `${name}.arrow`));
    }
    return rows;
  });
}

/** Call it under the write lock: an older library gets its table of sections. */
function tableOf(tables: LibraryTables, name: TableName): Promise<Table> {
  return name === 'segments' ? tables.segments.made() : Promise.resolve(tables[name]);
}

async function readTable(tables: LibraryTables, name: TableName, key: string[], path: string): Promise<number> {
  let rows = 0;
  for await (const batch of await RecordBatchReader.from(createReadStream(path))) {
    await withWriteLock(tables.dir, async () => {
      const table = await tableOf(tables, name);
      const known = (await table.schema()).fields.map((field) => field.name); // an earlier version wrote more
      const data = new ArrowTable([batch]).select(batch.schema.names.filter((name) => known.includes(String(name))));
      await table.mergeInsert(key).whenMatchedUpdateAll().whenNotMatchedInsertAll().execute(data);
    });
    rows += batch.numRows;
  }
  return rows;
}
