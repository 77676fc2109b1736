/**
 * A rewritten file as pieces of the old one and new bytes between them. Rewriting so keeps what nobody asked to change, never holds a
 * song in memory, and can be turned round: that is how an undo is exact and small.
 */
import type { FileHandle } from 'node:fs/promises';
import type { AudioFile } from '../audio/audio-file.js';

export type Piece = KeptPiece | NewPiece;
/** Bytes `start` to `end` (exclusive) of the file as it is. Kept pieces come in rising order and never overlap. */
export interface KeptPiece {
  readonly start: number;
  readonly end: number;
}
export interface NewPiece {
  readonly bytes: Uint8Array;
}

export const isKept = (piece: Piece): piece is KeptPiece => 'start' in piece;

export function sizeOf(piece: Piece): number {
  return isKept(piece) ? piece.end - piece.start : piece.bytes.length;
}

/** The file with the bytes `start` to `end` replaced. */
export function replaceSpan(size: number, start: number, end: number, bytes: Uint8Array): Piece[] {
  return tidy([{ start: 0, end: start }, { bytes }, { start: end, end: size }]);
}

/** Drops empty pieces and joins neighbours. */
export function tidy(pieces: readonly Piece[]): Piece[] {
  const tidied: Piece[] = [];
  for (const piece of pieces) {
    const last = tidied.at(-1);
    if (sizeOf(piece) === 0) continue;
    if (last && isKept(last) && isKept(piece) && last.end === piece.start) {
      tidied[tidied.length - 1] = { start: last.start, end: piece.end };
    } else if (last && !isKept(last) && !isKept(piece)) {
      tidied[tidied.length - 1] = { bytes: Buffer.concat([last.bytes, piece.bytes]) };
    } else tidied.push(piece);
  }
  return tidied;
}

/** What makes the old file from the new one: kept pieces where the new file has them, the dropped bytes between. */
export async function invertPieces(pieces: readonly Piece[], old: AudioFile): Promise<Piece[]> {
  const inverse: Piece[] = [];
  let oldAt = 0;
  let newAt = 0;
  for (const piece of pieces) {
    if (isKept(piece)) {
      inverse.push({ bytes: await old.read(oldAt, piece.start - oldAt) }, { start: newAt, end: newAt + sizeOf(piece) });
      oldAt = piece.end;
    }
    newAt += sizeOf(piece);
  }
  inverse.push({ bytes: await old.read(oldAt, old.size - oldAt) });
  return tidy(inverse);
}

/** Writes the pieces one after the other. @param onBytes - sees everything that is written, in order. */
export async function writePieces(
  pieces: readonly Piece[],
  source: AudioFile,
  target: FileHandle,
  onBytes: (bytes: Uint8Array) => void,
): Promise<void> {
  const write = async (bytes: Uint8Array) => {
    onBytes(bytes);
    for (let at = 0; at < bytes.length; ) at += (await target.write(bytes, at)).bytesWritten;
  };
  for (const piece of pieces) {
    if (isKept(piece)) for await (const bytes of source.stream(piece.start, piece.end)) await write(bytes);
    else await write(piece.bytes);
  }
}
