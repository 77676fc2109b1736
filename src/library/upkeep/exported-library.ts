/** What `exportLibrary` wrote, and what may be wrong with it. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordBatch, Schema } from 'apache-arrow';
import { CollapError } from '../../errors.js';
import { CARD_FILE, type LibraryCard, readLibraryCard } from '../library-card.js';
import { readArrowStream } from './arrow-stream.js';

export type TableName = 'segments' | 'tracks' | 'files';

interface ExportedTable {
  readonly name: TableName;
  /** Its file in the folder of an export. */
  readonly file: string;
  readonly key: string[];
  /** Exports of earlier versions have no sections. */
  readonly isOptional?: boolean;
}

/** In the order in which they are written back: a file is never there without its song. */
export const TABLES: readonly ExportedTable[] = [
  { name: 'segments', file: 'segments.arrow', key: ['trackId', 'startSeconds'], isOptional: true },
  { name: 'tracks', file: 'tracks.arrow', key: ['trackId'] },
  { name: 'files', file: 'files.arrow', key: ['path'] },
];

export interface ExportedLibrary {
  readonly card: LibraryCard;
  /** Those that are there. */
  readonly tables: readonly ExportedTable[];
  /** @throws {@link CollapError} `E_LIBRARY` where the file is cut or damaged, `E_PERMISSION`. */
  batches(table: ExportedTable): AsyncGenerator<RecordBatch>;
}

/**
 * Looks whether an export is whole, but not yet into its tables.
 *
 * @throws {@link CollapError} `E_NOT_FOUND` where something is missing, `E_PERMISSION`, `E_LIBRARY` where the card is damaged; all name the export.
 */
export async function openExport(folder: string): Promise<ExportedLibrary> {
  const card = await readLibraryCard(folder).catch((cause) => {
    throw asExportError(join(folder, CARD_FILE), cause);
  });
  if (card === null) throw notExported(`${folder} holds no exported library.`);
  const names = await readdir(folder);
  const missing = TABLES.filter(({ file, isOptional }) => !isOptional && !names.includes(file));
  if (missing.length > 0)
    throw notExported(`${folder} holds no whole export: it lacks ${missing.map(({ file }) => file).join(' and ')}.`);
  const tables = TABLES.filter(({ file }) => names.includes(file));
  for (const { file } of tables)
    if (!(await stat(join(folder, file))).isFile())
      // a pipe would wait for ever
      throw asExportError(join(folder, file), new Error('it is no regular file'));
  return {
    card,
    tables,
    batches: ({ file }) => readBatches(join(folder, file)),
  };
}

/**
 * Whether a table takes the columns of an export: what is of other types, or lacks a column, is another table or damaged.
 *
 * @throws {@link CollapError} `E_LIBRARY`, which names the export.
 */
export function assertColumns(
  folder: string,
  { file, key }: ExportedTable,
  { schema }: RecordBatch,
  own: Schema,
): void {
  const types = new Map(schema.fields.map((field) => [String(field.name), String(field.type)]));
  const odd = own.fields.find((field) =>
    types.has(field.name) ? types.get(field.name) !== String(field.type) : !field.nullable || key.includes(field.name),
  );
  if (odd) throw asExportError(join(folder, file), new Error(`its column ${odd.name} is missing, or of another type`));
}

async function* readBatches(path: string): AsyncGenerator<RecordBatch> {
  try {
    yield* readArrowStream(path);
  } catch (cause) {
    throw asExportError(path, cause);
  }
}

function notExported(message: string): CollapError {
  return new CollapError('E_NOT_FOUND', message, 'Make an export with `collap library export`, and name its folder.');
}

function asExportError(path: string, cause: unknown): CollapError {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === 'ENOTDIR') return notExported(`${path} is not there: an export is a folder.`);
  if (code === 'EACCES' || code === 'EPERM')
    return new CollapError(
      'E_PERMISSION',
      `${path} may not be read (${code}).`,
      'Give this user the right to read the export.',
      { cause },
    );
  const reason = cause instanceof CollapError ? '' : `: ${message}`;
  return new CollapError(
    'E_LIBRARY',
    `The export is cut or damaged (${path})${reason}.`,
    'Write it anew with `collap library export`, then import it again.',
    { cause },
  );
}
