/** The compiled file of a worker or child process, also when the caller itself runs from the TypeScript sources (in tests). */
import { fileURLToPath } from 'node:url';

/**
 * @param relative - the entry relative to its importer, such as `./worker.js`.
 * @param importerUrl - the importer's `import.meta.url`.
 * @returns an absolute path below `dist`.
 */
export function entryFile(relative: string, importerUrl: string): string {
  const compiled = importerUrl.replace(/\/src\/(?!.*\/src\/)/, '/dist/');
  return fileURLToPath(new URL(relative, compiled));
}
