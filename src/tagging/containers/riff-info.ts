/**
 * LIST INFO of a WAV file. Read only, for what a file without ID3v2 already says.
 * Source: Microsoft, "Multimedia Programming Interface and Data Specifications 1.0", INFO list chunk.
 */
import { isUtf8 } from 'node:buffer';
import type { AudioFile } from '../../audio/audio-file.js';
import type { Chunk } from '../../audio/containers/riff-chunks.js';
import type { OlderTags } from './id3-store.js';

const HEAD_BYTES = 8;
/** Texts take less; more would only be read into memory. */
const MOST_BYTES = 2 ** 20;
const FIELDS: Readonly<Record<string, keyof OlderTags>> = { IGNR: 'genre', ICMT: 'comment' };

/** Of several lists the last counts. */
export async function readRiffInfo(file: AudioFile, chunks: readonly Chunk[]): Promise<OlderTags> {
  const tags: Partial<Record<keyof OlderTags, readonly string[]>> = {};
  for (const { start, bytes } of chunks.filter(({ id }) => id === 'LIST')) {
    const list = await file.read(start, Math.min(bytes, MOST_BYTES));
    if (list.toString('latin1', 0, 4) !== 'INFO') continue;
    for (let at = 4; at + HEAD_BYTES <= list.length; ) {
      const field = FIELDS[list.toString('latin1', at, at + 4)];
      const size = list.readUInt32LE(at + 4);
      const text = decode(list.subarray(at + HEAD_BYTES, at + HEAD_BYTES + size));
      if (field !== undefined && text !== '') tags[field] = [text];
      at += HEAD_BYTES + size + (size % 2);
    }
  }
  return tags;
}

/** The format names no encoding. */
function decode(bytes: Buffer): string {
  const [text = ''] = bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1').split('\0');
  return text.trim();
}
