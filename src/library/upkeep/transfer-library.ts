/**
 * A library as files that other programs read, too: one Arrow IPC stream a table (pyarrow, DuckDB, R, …) and the card.
 * Columns are taken as they are, so that what a later version adds travels along.
 */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { Table } from '@lancedb/lancedb';
import type { RecordBatch } from 'apache-arrow';
import { asCollapError, CollapError } from '../../errors.js';
import { asSaveError } from '../../save-error.js';
import { homeOf } from '../generations.js';
import { assertSameModel, CARD_FILE, readLibraryCard } from '../library-card.js';
import { guardLibrary } from '../library-error.js';
import { type LibraryTables, openTables } from '../tables.js';
import { withWriteLock } from '../write-lock.js';
import { writeArrowStream } from './arrow-stream.js';
import { assertColumns, openExport, TABLES, type TableName } from './exported-library.js';
import { withExistingTables } from './open-existing.js';

/** The store's own copy, see arrow-stream.ts. */
const { Table: ArrowTable } = createRequire(import.meta.url)('apache-arrow') as typeof import('apache-arrow');

export type TransferReport = Readonly<Record<TableName, number>>;

/**
 * Writes a library into a folder.
 *
 * @returns how many rows each table has.
 * @throws {@link CollapError} `E_NOT_FOUND`, `E_LIBRARY`, and where the folder cannot be written `E_PERMISSION`, `E_NO_SPACE`, `E_USAGE`.
 */
export function exportLibrary(dir: string, target: string): Promise<TransferReport> {
  return withExistingTables(dir, async (tables) => {
    const folder = resolve(target);
    const card = await readFile(join(tables.dir, CARD_FILE));
    const rows = { segments: 0, tracks: 0, files: 0 };
    await makeFolder(folder);
    await withWriteLock(tables.dir, () =>
      saveTogether([
        ...TABLES.map(({ name, file }) => ({
          path: join(folder, file),
          write: async (path: string) => {
            rows[name] = await writeArrowStream(await tableOf(tables, name), path);
          },
        })),
        { path: join(folder, CARD_FILE), write: (path) => writeFile(path, card) },
      ]),
    );
    return rows;
  });
}

async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((cause) => {
    if (cause.code !== 'EEXIST') throw asTargetError(path, cause);
    throw new CollapError('E_USAGE', `${path} is no folder.`, 'Name a folder to write into.', { cause });
  });
}

interface NewFile {
  readonly path: string;
  write(path: string): Promise<void>;
}

/** The files appear when all are whole. */
async function saveTogether(files: readonly NewFile[]): Promise<void> {
  const unfinished = (path: string): string => `${path}.tmp`;
  const rethrow = (path: string) => (cause: unknown) => {
    throw asTargetError(path, cause);
  };
  try {
    for (const { path, write } of files) await write(unfinished(path)).catch(rethrow(path));
    for (const { path } of files) await rename(unfinished(path), path).catch(rethrow(path));
  } finally {
    for (const { path } of files) await rm(unfinished(path), { force: true }).catch(() => undefined); // the first failure is the one to tell
  }
}

/** What the file system says of the target, so that the library is not blamed for it; what the store throws names no call of the system. */
function asTargetError(path: string, cause: unknown): unknown {
  const isOfFileSystem = (cause as NodeJS.ErrnoException).syscall !== undefined;
  return isOfFileSystem ? asCollapError(asSaveError(path, cause)) : cause;
}

/**
 * Adds what `exportLibrary` wrote to a library, which is made where there is none; songs that are there already take the values of the export.
 * All of it is read once before anything is written.
 *
 * @throws {@link CollapError} `E_NOT_FOUND` where the folder holds no whole export, `E_MODEL_MISMATCH` when its vectors are of another model,
 *   `E_PERMISSION`, `E_LIBRARY` when the export or the library is damaged.
 */
export async function importLibrary(dir: string, source: string): Promise<TransferReport> {
  const { card, tables: exported, batches } = await openExport(resolve(source));
  return guardLibrary(dir, async () => {
    const home = await homeOf(dir);
    const own = await readLibraryCard(home);
    if (own) assertSameModel(dir, own, card.model, card.embeddingSize);
    for (const table of exported) for await (const _ of batches(table)); // what is cut or damaged throws
    const tables = await openTables(home, card.model, card.embeddingSize);
    for (const table of exported) {
      const schema = await withWriteLock(tables.dir, async () => (await tableOf(tables, table.name)).schema());
      for await (const batch of batches(table)) {
        assertColumns(resolve(source), table, batch, schema);
        break; // all of a stream are alike
      }
    }
    const rows = { segments: 0, tracks: 0, files: 0 };
    for (const table of exported)
      for await (const batch of batches(table)) {
        await mergeBatch(tables, table.name, table.key, batch);
        rows[table.name] += batch.numRows;
      }
    return rows;
  });
}

/** Call it under the write lock: an older library gets its table of sections. */
function tableOf(tables: LibraryTables, name: TableName): Promise<Table> {
  return name === 'segments' ? tables.segments.made() : Promise.resolve(tables[name]);
}

async function mergeBatch(tables: LibraryTables, name: TableName, key: string[], batch: RecordBatch): Promise<void> {
  await withWriteLock(tables.dir, async () => {
    const table = await tableOf(tables, name);
    const known = (await table.schema()).fields.map((field) => field.name); // an earlier version wrote more
    const data = new ArrowTable([batch]).select(batch.schema.names.filter((name) => known.includes(String(name))));
    await table.mergeInsert(key).whenMatchedUpdateAll().whenNotMatchedInsertAll().execute(data);
  });
}
