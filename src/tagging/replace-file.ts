/** Replacing a file in one step: whoever looks, and whatever is killed, there is the old file or the new one. */
import { createHash, randomBytes } from 'node:crypto';
import type { Stats } from 'node:fs';
import { type FileHandle, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { AudioFile } from '../audio/audio-file.js';
import { isAlive } from '../is-alive.js';
import { syncFolder } from '../sync-folder.js';
import { assertMayChange, assertNobodyWrites, assertUnchanged, asWriteError } from './file-guards.js';
import { type Piece, writePieces } from './file-pieces.js';

export interface Replacement {
  /** Without links. */
  readonly path: string;
  /** Of the file when it was looked at. */
  readonly seen: Stats;
  readonly pieces: readonly Piece[];
  /** The time of change to restore; without it the new file has its own, so that players look again. */
  readonly mtimeSeconds?: number;
  /** Looks at the finished copy before it takes the place of the file; what it throws leaves the file as it was. */
  readonly check: (copy: { path: string; sha256: string }) => Promise<void>;
}

/**
 * Writes a copy beside the file, syncs and checks it, and renames it over the file. Mode and owner are kept.
 *
 * @param source - the file, opened: bytes that are kept come from it.
 * @throws {@link CollapError} `E_PERMISSION`, `E_NO_SPACE`, `E_IN_USE`, `E_CHANGED`, and what `check` throws; the file is then as it was.
 */
export async function replaceFile(source: AudioFile, replacement: Replacement): Promise<void> {
  const { path, seen } = replacement;
  assertMayChange(path, seen);
  assertNobodyWrites(path);
  const copy = copyPath(path);
  try {
    await removeLeftOver(path);
    const sha256 = await writeCopy(copy, source, replacement);
    await replacement.check({ path: copy, sha256 });
    await assertUnchanged(path, seen);
    await rename(copy, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(copy, { force: true }).catch(() => undefined); // the first failure is the one to tell
    throw asWriteError(path, error);
  }
}

/** Begins every name of a copy; short, because long names get no longer ones beside them. */
function copyPrefix(path: string): string {
  return `.collap-tag-${createHash('sha256').update(basename(path)).digest('hex').slice(0, 16)}-`;
}

/** No two writers share a copy, not even of one file. */
function copyPath(path: string): string {
  return join(dirname(path), `${copyPrefix(path)}${process.pid}-${randomBytes(4).toString('hex')}.tmp`);
}

/** Copies of this file whose writer was killed. */
async function removeLeftOver(path: string): Promise<void> {
  const prefix = copyPrefix(path);
  for (const name of await readdir(dirname(path))) {
    if (!name.startsWith(prefix)) continue;
    const pid = Number.parseInt(name.slice(prefix.length), 10);
    if (pid > 0 && !isAlive(pid)) await rm(join(dirname(path), name), { force: true });
  }
}

/** @returns the sha256 of the copy. */
async function writeCopy(
  copy: string,
  source: AudioFile,
  { seen, pieces, mtimeSeconds }: Replacement,
): Promise<string> {
  const hash = createHash('sha256');
  const handle = await open(copy, 'wx', 0o600);
  try {
    await writePieces(pieces, source, handle, (bytes) => hash.update(bytes));
    await keepOwner(handle, seen);
    await handle.chmod(seen.mode & 0o7777);
    if (mtimeSeconds !== undefined) await handle.utimes(mtimeSeconds, mtimeSeconds);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}

async function keepOwner(handle: FileHandle, { uid, gid }: Stats): Promise<void> {
  const own = await handle.stat();
  if (own.uid !== uid || own.gid !== gid) await handle.chown(uid, gid);
}
