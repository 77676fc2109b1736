/** What is to be done with the files that were found, told from what the library knows. */
import { lstat } from 'node:fs/promises';
import type { ErrorCode } from '../errors.js';
import type { FileRecord } from './file-record.js';
import type { IndexTargets } from './index-targets.js';
import { isUnder, textToPath } from './path-text.js';
import type { FoundFile } from './walk-audio.js';

export interface IndexPlan {
  /** New and changed files, with what the library knows of them. */
  readonly work: { readonly file: FoundFile; readonly known: FileRecord | null }[];
  /** Records of files that have not changed. */
  readonly unchanged: FileRecord[];
  /** Records of files that are not there any more. */
  readonly gone: FileRecord[];
  /** Ids of songs that are listened to again although their files have not changed. */
  readonly unheard: ReadonlySet<string>;
}

/** Failures that may pass without the file changing, as when ffmpeg is installed: looked at again each time. */
const PASSING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'E_PERMISSION',
  'E_NOT_FOUND',
  'E_UNSUPPORTED',
  'E_INTERNAL',
]);
const CHECKS_AT_ONCE = 64;

/**
 * @param records - of all files under the targets' paths.
 * @param unheard - ids of songs that an earlier version listened to less closely: their files count as changed.
 */
export async function planIndex(
  targets: IndexTargets,
  records: readonly FileRecord[],
  unheard: ReadonlySet<string> = new Set(),
): Promise<IndexPlan> {
  const byPath = new Map(records.map((record) => [record.path, record]));
  const plan: IndexPlan = { work: [], unchanged: [], gone: [], unheard };
  for (const file of targets.files) {
    const known = byPath.get(file.path) ?? null;
    byPath.delete(file.path);
    if (known && isUnchanged(file, known) && !unheard.has(known.trackId ?? '')) plan.unchanged.push(known);
    else plan.work.push({ file, known });
  }
  const missing = [...byPath.values()].filter(({ path }) => !isUnder(path, targets.unreadable));
  for (let start = 0; start < missing.length; start += CHECKS_AT_ONCE) {
    const some = missing.slice(start, start + CHECKS_AT_ONCE);
    const isGone = await Promise.all(some.map(({ path }) => isMissing(path)));
    plan.gone.push(...some.filter((_, i) => isGone[i]));
  }
  return plan;
}

/** Whether nothing lies at a path; what only cannot be looked at is not missing. */
export async function isMissing(path: string): Promise<boolean> {
  try {
    await lstat(await textToPath(path));
    return false;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR';
  }
}

function isUnchanged(file: FoundFile, known: FileRecord): boolean {
  const isSame = file.sizeBytes === known.sizeBytes && file.mtimeMs === known.mtimeMs;
  return isSame && !(known.state === 'failed' && known.code !== null && PASSING.has(known.code));
}
