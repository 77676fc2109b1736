/**
 * What takes a file back to how it was, by the sha256 of how it is: an entry finds its file wherever it was moved to, and serves all its
 * copies. Entries hold the bytes that a change dropped, never the audio.
 */
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { CollapError } from '../errors.js';
import { isKept, type Piece } from './file-pieces.js';

const FORMAT = 1;

export interface UndoEntry {
  /** Where the file was when it was tagged. */
  readonly path: string;
  /** Of the file before it was tagged. */
  readonly sha256: string;
  readonly mtimeMs: number;
  /** From the tagged file to the one before. */
  readonly pieces: readonly Piece[];
}

const headSchema = z.object({
  format: z.literal(FORMAT),
  path: z.string(),
  sha256: z.string(),
  mtimeMs: z.number(),
  /** Bytes to keep, or how many of those that follow the head. */
  pieces: z.array(z.union([z.object({ start: z.number(), end: z.number() }), z.object({ bytes: z.number() })])),
});

const entryPath = (dir: string, sha256: string): string => join(dir, `${sha256}.undo`);

/**
 * Stores an entry for good before the file is replaced.
 *
 * @param sha256 - of the tagged file.
 * @throws {@link CollapError} `E_NO_SPACE` and `E_PERMISSION` about the journal's folder; no half-written entry stays.
 */
export async function writeUndo(dir: string, sha256: string, { pieces, ...facts }: UndoEntry): Promise<void> {
  const lengths = pieces.map((piece) => (isKept(piece) ? piece : { bytes: piece.bytes.length }));
  const head = `${JSON.stringify({ format: FORMAT, ...facts, pieces: lengths })}\n`;
  const bytes = [Buffer.from(head), ...pieces.map((piece) => (isKept(piece) ? Buffer.alloc(0) : piece.bytes))];
  const path = entryPath(dir, sha256);
  try {
    await mkdir(dir, { recursive: true });
    await writeWhole(`${path}.new`, Buffer.concat(bytes));
    await rename(`${path}.new`, path);
  } catch (cause) {
    await rm(`${path}.new`, { force: true }).catch(() => undefined); // the first failure is the one to tell
    throw asJournalError(dir, cause);
  }
}

async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  const handle = await open(path, 'w');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What the file system says of the journal, told apart from what it says of the song. */
function asJournalError(dir: string, cause: unknown): unknown {
  const { code } = cause as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return new CollapError(
        'E_NO_SPACE',
        `The library has no space left in ${dir} for what takes tags back. Nothing was changed.`,
        'Free space on the disk of the library, or name another library: --library DIR.',
        { cause },
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
      return new CollapError(
        'E_PERMISSION',
        `${dir} of the library, where what takes tags back is kept, may not be used (${code}). Nothing was changed.`,
        'Give this user the right to read and write the folder, or name another library: --library DIR.',
        { cause },
      );
    default:
      return cause;
  }
}

/**
 * @param sha256 - of the file as it is.
 * @returns null where collap has not written such a file.
 * @throws {@link CollapError} `E_LIBRARY` when the entry is damaged, `E_PERMISSION` when it may not be read.
 */
export async function readUndo(dir: string, sha256: string): Promise<UndoEntry | null> {
  const path = entryPath(dir, sha256);
  const bytes = await readFile(path).catch((error) =>
    error.code === 'ENOENT' ? null : Promise.reject(asJournalError(dir, error)),
  );
  if (bytes === null) return null;
  try {
    const headEnd = bytes.indexOf('\n');
    const { pieces, ...facts } = headSchema.parse(JSON.parse(bytes.toString('utf8', 0, headEnd)));
    let at = headEnd + 1;
    const whole = pieces.map((piece): Piece => {
      if (!('bytes' in piece)) return piece;
      at += piece.bytes;
      return { bytes: bytes.subarray(at - piece.bytes, at) };
    });
    return { ...facts, pieces: whole };
  } catch (cause) {
    throw new CollapError(
      'E_LIBRARY',
      `The undo entry ${path} is damaged.`,
      'Restore it from a backup; without it the tags cannot be taken back.',
      { cause },
    );
  }
}
