/** ID3v2 as a chunk of a WAV (RIFF) or AIFF (IFF) file; chunks of other programs stay where they are. */
import type { AudioFile } from '../../audio/audio-file.js';
import { type Chunk, walkChunks } from '../../audio/containers/riff-chunks.js';
import { type KeptPiece, type Piece, sizeOf, tidy } from '../file-pieces.js';
import { damagedTags, noTagFormat, type TagStore } from '../tag-fields.js';
import { id3Store, readId3 } from './id3-store.js';
import { type Id3Frame, serialiseId3 } from './id3-tag.js';
import { readRiffInfo } from './riff-info.js';

type Endian = 'little' | 'big';
/** Of the file's head and of a chunk's. */
const FORM_HEAD_BYTES = 12;
const CHUNK_HEAD_BYTES = 8;
const MAX_SIZE = 0xffff_fffe;

export async function openChunkStore(file: AudioFile, endian: Endian): Promise<TagStore> {
  const head = await file.read(0, FORM_HEAD_BYTES);
  if (/^(RF64|BW64)/.test(head.toString('latin1', 0, 4))) {
    throw noTagFormat(file.path, 'Tags of WAV files beyond 4 GB (RF64) are not written.', 'Convert it to FLAC.');
  }
  const formEnd = CHUNK_HEAD_BYTES + readSize(head, 4, endian);
  const chunks = await readChunks(file, formEnd, endian);
  const chunk = chunks.find(({ id }) => id.toLowerCase() === 'id3 ');
  const tag = readId3(file.path, chunk ? await file.read(chunk.start, chunk.bytes) : Buffer.alloc(0));
  const place = (frames: readonly Id3Frame[]) =>
    withFormSize(placeTag(file.size, formEnd, chunk, serialiseId3(tag, frames, 0), endian), head, file, endian);
  return id3Store(tag, place, endian === 'little' ? await readRiffInfo(file, chunks) : {});
}

function readSize(bytes: Buffer, at: number, endian: Endian): number {
  return endian === 'little' ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
}

function writeSize(size: number, endian: Endian): Buffer {
  const bytes = Buffer.alloc(4);
  if (endian === 'little') bytes.writeUInt32LE(size);
  else bytes.writeUInt32BE(size);
  return bytes;
}

/** @throws {@link CollapError} `E_TAG_DAMAGED` where the sizes do not add up: bytes would be moved that nobody knows. */
async function readChunks(file: AudioFile, formEnd: number, endian: Endian): Promise<Chunk[]> {
  const chunks: Chunk[] = [];
  for await (const chunk of walkChunks(file, 0, endian)) {
    if (chunk.start - CHUNK_HEAD_BYTES >= formEnd) break;
    chunks.push(chunk);
  }
  const last = chunks.at(-1);
  const lastEnd = last ? last.start + last.bytes : 0;
  const isWhole = last && lastEnd <= formEnd && lastEnd + (last.bytes % 2) >= formEnd && formEnd <= file.size;
  if (!isWhole)
    throw damagedTags(file.path, 'the sizes of its chunks do not add up (a recording that was not finished?)');
  return chunks;
}

/** The new chunk in place of the old one, or as the last. */
function placeTag(size: number, formEnd: number, chunk: Chunk | undefined, bytes: Buffer, endian: Endian): Piece[] {
  const padding = { bytes: Buffer.alloc(bytes.length % 2) };
  const head = writeSize(bytes.length, endian);
  if (chunk) {
    const end = Math.min(formEnd, chunk.start + chunk.bytes + (chunk.bytes % 2));
    return [{ start: 0, end: chunk.start - 4 }, { bytes: head }, { bytes }, padding, { start: end, end: size }];
  }
  const id = Buffer.from(endian === 'little' ? 'id3 ' : 'ID3 ', 'latin1');
  const alignment = { bytes: Buffer.alloc(formEnd % 2) };
  return [
    { start: 0, end: formEnd },
    alignment,
    { bytes: id },
    { bytes: head },
    { bytes },
    padding,
    { start: formEnd, end: size },
  ];
}

function withFormSize(pieces: readonly Piece[], head: Buffer, file: AudioFile, endian: Endian): Piece[] {
  const growth = pieces.reduce((sum, piece) => sum + sizeOf(piece), 0) - file.size;
  const size = readSize(head, 4, endian) + growth;
  if (size > MAX_SIZE) {
    throw noTagFormat(
      file.path,
      'With its tags it would pass the 4 GB that its format can say.',
      'Convert it to FLAC.',
    );
  }
  const [first, ...rest] = pieces as [KeptPiece, ...Piece[]];
  const start = { start: CHUNK_HEAD_BYTES, end: first.end };
  return tidy([{ start: 0, end: 4 }, { bytes: writeSize(size, endian) }, start, ...rest]);
}
