import type { AudioFile } from '../audio-file.js';

export interface Chunk {
  readonly id: string;
  /** First byte of the chunk's body. */
  readonly start: number;
  /** Size that the chunk claims; may point behind the end of the file. */
  readonly bytes: number;
}

/** More chunks than any real file has: a bound on the work that a hostile file can ask for. */
const MAX_CHUNKS = 10_000;

/** Walks the chunks of a RIFF (little-endian) or IFF (big-endian) file, behind its 12-byte head. */
export async function* walkChunks(file: AudioFile, start: number, endian: 'little' | 'big'): AsyncGenerator<Chunk> {
  let position = start + 12;
  for (let count = 0; count < MAX_CHUNKS; count++) {
    const head = await file.read(position, 8);
    if (head.length < 8) return;
    const bytes = endian === 'little' ? head.readUInt32LE(4) : head.readUInt32BE(4);
    yield { id: head.toString('latin1', 0, 4), start: position + 8, bytes };
    position += 8 + bytes + (bytes % 2);
  }
}
