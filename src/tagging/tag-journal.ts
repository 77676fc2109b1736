/**
 * What takes a file back to how it was, by the sha256 of how it is: an entry finds its file wherever it was moved to, and serves all its
 * copies. Entries hold the bytes that a change dropped, never the audio.
 */
import { mkdir, open, readFile, rename } from 'node:fs/promises';
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

/** Stores an entry for good before the file is replaced. @param sha256 - of the tagged file. */
export async function writeUndo(dir: string, sha256: string, { pieces, ...facts }: UndoEntry): Promise<void> {
  const lengths = pieces.map((piece) => (isKept(piece) ? piece : { bytes: piece.bytes.length }));
  const head = `${JSON.stringify({ format: FORMAT, ...facts, pieces: lengths })}\n`;
  await mkdir(dir, { recursive: true });
  const path = entryPath(dir, sha256);
  const handle = await open(`${path}.new`, 'w');
  try {
    await handle.writeFile(
      Buffer.concat([Buffer.from(head), ...pieces.map((piece) => (isKept(piece) ? Buffer.alloc(0) : piece.bytes))]),
    );
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${path}.new`, path);
}

/**
 * @param sha256 - of the file as it is.
 * @returns null where collap has not written such a file.
 * @throws {@link CollapError} `E_LIBRARY` when the entry is damaged.
 */
export async function readUndo(dir: string, sha256: string): Promise<UndoEntry | null> {
  const path = entryPath(dir, sha256);
  const bytes = await readFile(path).catch((error) => (error.code === 'ENOENT' ? null : Promise.reject(error)));
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
