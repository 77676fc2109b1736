/** The tables behind a library, opened once. */
import { mkdir, readdir } from 'node:fs/promises';
import { connect, makeArrowTable, type Table } from '@lancedb/lancedb';
import type { Schema } from 'apache-arrow';
import { isSongName } from '../audio/formats.js';
import { CollapError } from '../errors.js';
import { placeOfTables } from '../remote-library.js';
import type { ModelIdentity } from '../types.js';
import { type LateTable, lateTable } from './late-table.js';
import { assertSameModel, newLibraryCard, readLibraryCard, writeLibraryCard } from './library-card.js';
import { FILES_SCHEMA, SEGMENTS_SCHEMA, tracksSchema } from './schema.js';
import { withWriteLock } from './write-lock.js';

/** `clips` held a few clips of each song for a search of its own. */
const OUTDATED_TABLES = ['clips'];

export interface LibraryTables {
  readonly dir: string;
  readonly embeddingSize: number;
  readonly files: Table;
  readonly tracks: Table;
  /** Libraries that were made before there were sections get the table when the next song is written. */
  readonly segments: LateTable;
  /** Drops tables that only earlier versions read. Call it under the write lock. */
  dropOutdated(): Promise<void>;
}

/**
 * Opens the tables, and makes them where there are none. A library without any track takes on the model that opens it.
 *
 * @throws {@link CollapError} `E_MODEL_MISMATCH`, `E_LIBRARY`.
 */
export async function openTables(dir: string, model: ModelIdentity, embeddingSize: number): Promise<LibraryTables> {
  const card = await readLibraryCard(dir);
  if (card === null) {
    await assertNoSongs(dir);
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
    const connection = await connect(placeOfTables(dir));
    await connection.dropAllTables();
    await writeLibraryCard(dir, { ...newLibraryCard(model, embeddingSize), folders: card.folders });
    return connectTables(dir, embeddingSize);
  });
}

/** Whoever gives a folder of songs as the library means another one: nothing is written between them. */
async function assertNoSongs(dir: string): Promise<void> {
  const names = await readdir(dir).catch(() => []); // what is wrong with it, making the library will tell
  const song = names.find(isSongName);
  if (song === undefined) return;
  throw new CollapError(
    'E_LIBRARY',
    `${dir} is no library but a folder of songs, such as ${song}.`,
    'Give --library a folder of its own; songs are given to `collap index`.',
  );
}

async function connectTables(dir: string, embeddingSize: number): Promise<LibraryTables> {
  // Without an interval of 0, a reader goes on seeing the version that it opened.
  const connection = await connect(placeOfTables(dir), { readConsistencyInterval: 0 });
  const table = (name: string, schema: Schema) =>
    connection.createEmptyTable(name, schema, { mode: 'create', existOk: true });
  const [files, tracks] = await Promise.all([
    table('files', FILES_SCHEMA),
    table('tracks', tracksSchema(embeddingSize)),
  ]);
  const segments = lateTable(connection, 'segments', SEGMENTS_SCHEMA);
  const dropOutdated = async () => {
    const names = await connection.tableNames();
    for (const name of OUTDATED_TABLES) if (names.includes(name)) await connection.dropTable(name);
  };
  return { dir, embeddingSize, files, tracks, segments, dropOutdated };
}

/**
 * Writes rows over those with the same key, and adds the others. One transaction. Call it under the write lock: where no key is known, rows are
 * only added, which costs the same however large the table is.
 *
 * @param isKnown - whether the table holds any of the keys.
 */
export async function upsert(
  table: Table,
  key: string,
  schema: Schema,
  rows: Record<string, unknown>[],
  isKnown: boolean,
): Promise<void> {
  if (rows.length === 0) return;
  const data = makeArrowTable(rows, { schema });
  if (isKnown) await table.mergeInsert(key).whenMatchedUpdateAll().whenNotMatchedInsertAll().execute(data);
  else await table.add(data);
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
