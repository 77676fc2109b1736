/** A path as the library last saw it. */
import type { Table } from '@lancedb/lancedb';
import type { ErrorCode } from '../errors.js';
import type { FileFailure, FileWarning } from '../types.js';
import { withRemedy } from './failure-remedy.js';
import { inChunks, isOneOf, isUnder } from './sql.js';

export interface FileRecord {
  /** Absolute; bytes that are not UTF-8 as `\xNN`. */
  readonly path: string;
  /** Null for a file that failed before its audio could be told. */
  readonly trackId: string | null;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  readonly state: 'ready' | 'failed';
  /** Of the failure, or of the warning that came with a file that is ready. */
  readonly code: ErrorCode | null;
  readonly message: string | null;
}

/** Records of the given paths. */
export async function filesAt(files: Table, paths: readonly string[]): Promise<FileRecord[]> {
  const found: FileRecord[] = [];
  for (const chunk of inChunks(paths)) found.push(...(await select(files, isOneOf('path', chunk))));
  return found;
}

/** Records of the given files, and of all files under the given folders. */
export function filesUnder(files: Table, paths: readonly string[]): Promise<FileRecord[]> {
  return select(files, paths.map((path) => isUnder('path', path)).join(' OR ') || 'false');
}

/** Records of all files that hold one of the given tracks. */
export async function filesOfTracks(files: Table, trackIds: readonly string[]): Promise<FileRecord[]> {
  const found: FileRecord[] = [];
  for (const chunk of inChunks(trackIds))
    found.push(...(await select(files, `state = 'ready' AND ${isOneOf('trackId', chunk)}`)));
  return found;
}

/** One recording in several files. */
export interface Copies {
  readonly trackId: string;
  /** In alphabetical order. */
  readonly paths: readonly string[];
}

/** Recordings whose encoded audio lies in several files, by the path of the first. */
export async function copiedTracks(files: Table): Promise<Copies[]> {
  const rows = await files.query().where("state = 'ready'").select(['trackId', 'path']).toArray();
  const pathsOf = new Map<string, string[]>();
  for (const { trackId, path } of rows as { trackId: string; path: string }[]) {
    const paths = pathsOf.get(trackId);
    if (paths) paths.push(path);
    else pathsOf.set(trackId, [path]);
  }
  return [...pathsOf]
    .filter(([, paths]) => paths.length > 1)
    .map(([trackId, paths]) => ({ trackId, paths: paths.sort() }))
    .sort((a, b) => ((a.paths[0] as string) < (b.paths[0] as string) ? -1 : 1));
}

export async function failedFiles(files: Table): Promise<FileFailure[]> {
  return asWarnings(await select(files, "state = 'failed'")).map(withRemedy);
}

/** The failures and warnings that records carry. */
export function asWarnings(records: readonly FileRecord[]): FileWarning[] {
  return records.flatMap(({ path, code, message }) => (code === null ? [] : [{ path, code, message: message ?? '' }]));
}

async function select(files: Table, where: string): Promise<FileRecord[]> {
  const table = await files.query().where(where).toArrow();
  const columns = table.schema.names.map((name) => [name, table.getChild(name)] as const);
  return Array.from({ length: table.numRows }, (_, row) => {
    const values = columns.map(([name, column]) => [name, column?.get(row)]);
    return Object.fromEntries(values) as FileRecord;
  });
}
