/**
 * Libraries in an object store or a database server: `s3://…`, `gs://…`, `az://…`, `db://…`. Their tables are there; what needs a file system (card, lock,
 * jobs, journals) is in a folder of this machine whose name says where the tables are.
 */
import { join } from 'node:path';

const ADDRESS = /^(?:s3|gs|az|db):\/\/./i;
const FOLDER = 'remote';
const REMOTE = new RegExp(String.raw`[\\/]${FOLDER}[\\/]((?:s3|gs|az|db)%3A%2F%2F[^\\/]+)((?:[\\/].*)?)$`, 'i');

/** @param library - a folder, or an address. @returns the folder of this machine that stands for it; `dataDir` holds those of addresses. */
export function folderOfLibrary(library: string, dataDir: string): string {
  return ADDRESS.test(library) ? join(dataDir, FOLDER, encodeURIComponent(library.replace(/\/+$/, ''))) : library;
}

/** @returns where the tables of the library in this folder are: the folder itself, or an address. */
export function placeOfTables(dir: string): string {
  const [, address, below = ''] = REMOTE.exec(dir) ?? [];
  return address === undefined ? dir : decodeURIComponent(address) + below.replaceAll('\\', '/');
}
