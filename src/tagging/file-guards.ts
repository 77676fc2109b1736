/** What must hold before somebody's file is replaced. */
import { readdirSync, readFileSync, readlinkSync, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CollapError } from '../errors.js';

const ANY_WRITE_BIT = 0o222;
/** O_WRONLY or O_RDWR, in the octal flags of /proc. */
const WRITES = 0o3;

/** The owner's word counts also for those whom the system lets pass. @throws {@link CollapError} `E_PERMISSION`. */
export function assertMayChange(path: string, stats: Stats): void {
  if ((stats.mode & ANY_WRITE_BIT) !== 0) return;
  throw new CollapError(
    'E_PERMISSION',
    `${path} is read-only. Nothing was changed.`,
    `Allow writing if you want it tagged: chmod u+w ${JSON.stringify(path)}.`,
  );
}

/**
 * @param shown - the path for people.
 * @throws {@link CollapError} `E_CHANGED` when the file is not the one that was looked at.
 */
export async function assertUnchanged(path: string, seen: Stats, shown = path): Promise<void> {
  const now = await stat(path).catch(() => null);
  if (now && now.ino === seen.ino && now.size === seen.size && now.mtimeMs === seen.mtimeMs) return;
  throw new CollapError(
    'E_CHANGED',
    `${shown} was changed by another program meanwhile. Nothing was written by collap.`,
    'Run the command again when the other program is done.',
  );
}

/** Another program that is writing would go on in the old file, and what it writes be lost. @throws {@link CollapError} `E_IN_USE`. */
export function assertNobodyWrites(path: string): void {
  const writer = process.platform === 'linux' ? findWriter(path) : null;
  if (writer !== null) throw inUse(path, writer);
}

/** Looks through the open files of the processes that this user may look into. */
function findWriter(path: string): string | null {
  for (const pid of listFolder('/proc').filter((name) => /^\d+$/.test(name))) {
    for (const fd of listFolder(`/proc/${pid}/fd`)) {
      try {
        if (readlinkSync(`/proc/${pid}/fd/${fd}`) !== path) continue;
        const flags = /^flags:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/fdinfo/${fd}`, 'utf8'))?.[1] ?? '0';
        if ((Number.parseInt(flags, 8) & WRITES) === 0) continue;
        return `${readFileSync(`/proc/${pid}/comm`, 'utf8').trim()} (process ${pid})`;
      } catch {} // closed meanwhile
    }
  }
  return null;
}

function listFolder(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return []; // ended meanwhile, or another user's
  }
}

function inUse(path: string, writer: string): CollapError {
  return new CollapError(
    'E_IN_USE',
    `${path} is being written by ${writer}. Nothing was changed.`,
    'Wait until the other program has closed the file.',
  );
}

/** What the file system says, in our words. */
export function asWriteError(path: string, cause: unknown): unknown {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new CollapError(
      'E_NO_SPACE',
      `There is no space left beside ${path} for its tagged copy. Nothing was changed.`,
      `Free space on the disk of ${dirname(path)}: as much as the file takes is needed for a moment.`,
      { cause },
    );
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new CollapError(
      'E_PERMISSION',
      `${dirname(path)} may not be written to (${code}). Nothing was changed.`,
      'Give this user the right to write into the folder and to own the file.',
      { cause },
    );
  }
  if (code === 'EBUSY' || code === 'ETXTBSY') return inUse(path, 'another program');
  return cause;
}
