/** The tables behind a library, opened once. */
import { mkdir } from 'node:fs/promises';
import { connect, makeArrowTable, type Table } from '@lancedb/lancedb';
import type { Schema } from 'apache-arrow';
import type { ModelIdentity } from '../types.js';
import { type LateTable, lateTable } from './late-table.js';
import { assertSameModel, newLibraryCard, readLibraryCard, writeLibraryCard } from './library-card.js';
import { clipsSchema, FILES_SCHEMA, segmentsSchema, tracksSchema } from './schema.js';
import { withWriteLock } from './write-lock.js';

export interface LibraryTables {
  readonly dir: string;
  readonly embeddingSize: number;
  readonly files: Table;
  readonly tracks: Table;
  readonly clips: Table;
  /** Libraries that were made before there were sections get the table when the next song is written. */
  readonly segments: LateTable;
}

/**
 * Opens the tables, and makes them where there are none. A library without any track takes on the model that opens it.
 *
 * @throws {@link CollapError} `E_MODEL_MISMATCH`, `E_LIBRARY`.
 */
export async function openTables(dir: string, model: ModelIdentity, embeddingSize: number): Promise<LibraryTables> {
  const card = await readLibraryCard(dir);
  if (card === null) {
    await mkdir(dir, { recursive: true });
    return withWriteLock(dir, async () => {
      if ((await readLibraryCard(dir)) === null) await writeLibraryCard(dir, newLibraryCard(model, embeddingSize));
      return connectTables(dir, embeddingSize);
    });
  }
  const tables = await connectTables(dir, card.embeddingSize);
  try {
    assertSameModel(dir, card, model, embeddingSize);
    return tables;
  } catch (mismatch) {
    if ((await tables.tracks.countRows()) > 0) throw mismatch;
  }
  return withWriteLock(dir, async () => {
    const connection = await connect(dir);
    await connection.dropAllTables();
    await writeLibraryCard(dir, { ...newLibraryCard(model, embeddingSize), folders: card.folders });
    return connectTables(dir, embeddingSize);
  });
}

async function connectTables(dir: string, embeddingSize: number): Promise<LibraryTables> {
  // Without an interval of 0, a reader goes on seeing the version that it opened.
  const connection = await connect(dir, { readConsistencyInterval: 0 });
  const table = (name: string, schema: Schema) =>
    connection.createEmptyTable(name, schema, { mode: 'create', existOk: true });
  const [files, tracks, clips] = await Promise.all([
    table('files', FILES_SCHEMA),
    table('tracks', tracksSchema(embeddingSize)),
    table('clips', clipsSchema(embeddingSize)),
  ]);
  const segments = lateTable(connection, 'segments', segmentsSchema(embeddingSize));
  return { dir, embeddingSize, files, tracks, clips, segments };
}

/** Writes rows over those with the same key, and adds the others. One transaction. */
export async function upsert(
  table: Table,
  key: string | string[],
  schema: Schema,
  rows: Record<string, unknown>[],
): Promise<void> {
  if (rows.length === 0) return;
  const data = makeArrowTable(rows, { schema });
  await table.mergeInsert(key).whenMatchedUpdateAll().whenNotMatchedInsertAll().execute(data);
}

/** Writes some columns of rows that exist; rows that do not are left out. One transaction. */
export async function updateRows(
  table: Table,
  key: string,
  schema: Schema,
  rows: Record<string, unknown>[],
): Promise<void> {
  if (rows.length === 0) return;
  await table.mergeInsert(key).whenMatchedUpdateAll().execute(makeArrowTable(rows, { schema }));
}
