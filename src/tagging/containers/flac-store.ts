/** The comment block of a FLAC file; pictures, cue sheets and unknown blocks stay. Source: RFC 9639, section 8. */
import type { AudioFile } from '../../audio/audio-file.js';
import { findTagFreeSpan } from '../../audio/containers/tag-free-span.js';
import { type Piece, tidy } from '../file-pieces.js';
import { damagedTags, noTagField, type TagStore } from '../tag-fields.js';
import { readCommentChapters, rewriteComment } from './vorbis-chapters.js';
import { NO_COMMENT, parseComment, readCommentField, type VorbisComment } from './vorbis-comment.js';

interface Block {
  readonly type: number;
  /** Of its head. */
  readonly start: number;
  readonly bytes: number;
}

const HEAD_BYTES = 4;
const PADDING = 1;
const COMMENT = 4;
const LAST = 0x80;
const MAX_BLOCK_BYTES = 2 ** 24 - 1;
/** Room for the next changes, in a file that has none. */
const PADDING_BYTES = 1024;

export async function openFlacStore(file: AudioFile): Promise<TagStore> {
  const { start } = await findTagFreeSpan(file);
  const blocks = await readBlocks(file, start + 4);
  const block = blocks.find(({ type }) => type === COMMENT);
  const comment = block ? readComment(file.path, await file.read(block.start + HEAD_BYTES, block.bytes)) : NO_COMMENT;
  return {
    kind: 'Vorbis comment',
    read: (field) => readCommentField(comment, field),
    readChapters: async () => readCommentChapters(comment),
    rewrite: async (changes, chapters) => rewriteBlocks(file, blocks, rewriteComment(comment, changes, chapters)),
  };
}

/** @throws {@link CollapError} `E_TAG_DAMAGED`. */
export function readComment(path: string, bytes: Buffer): VorbisComment {
  try {
    return parseComment(bytes);
  } catch (cause) {
    throw damagedTags(path, `Vorbis comment: ${(cause as Error).message}`, cause);
  }
}

async function readBlocks(file: AudioFile, start: number): Promise<Block[]> {
  const blocks: Block[] = [];
  for (let at = start, isLast = false; !isLast; ) {
    const head = await file.read(at, HEAD_BYTES);
    const bytes = head.length < HEAD_BYTES ? Number.POSITIVE_INFINITY : head.readUIntBE(1, 3);
    if (at + HEAD_BYTES + bytes > file.size) throw damagedTags(file.path, 'a FLAC block is longer than the file');
    isLast = ((head[0] as number) & LAST) !== 0;
    blocks.push({ type: (head[0] as number) & 0x7f, start: at, bytes });
    at += HEAD_BYTES + bytes;
  }
  return blocks;
}

/** Lets padding take up the difference where it can, so that the audio stays where it is. */
function rewriteBlocks(file: AudioFile, blocks: readonly Block[], comment: Buffer): Piece[] {
  if (comment.length > MAX_BLOCK_BYTES) throw noTagField('comment', 'a FLAC block holds at most 16 MB');
  const old = blocks.find(({ type }) => type === COMMENT);
  const growth = comment.length - (old?.bytes ?? -HEAD_BYTES);
  const padding = blocks.findLast(
    ({ type, bytes }) => type === PADDING && bytes >= growth && bytes - growth <= MAX_BLOCK_BYTES,
  );
  const made: (Block & { readonly body: readonly Piece[]; readonly size: number })[] = blocks.map((block) => {
    if (block === old) return { ...block, body: [{ bytes: comment }], size: comment.length };
    if (block === padding)
      return { ...block, body: [{ bytes: Buffer.alloc(block.bytes - growth) }], size: block.bytes - growth };
    return {
      ...block,
      body: [{ start: block.start + HEAD_BYTES, end: block.start + HEAD_BYTES + block.bytes }],
      size: block.bytes,
    };
  });
  const nowhere = { start: 0, bytes: 0 };
  // Stream information comes first
  if (!old) made.splice(1, 0, { ...nowhere, type: COMMENT, body: [{ bytes: comment }], size: comment.length });
  if (!blocks.some(({ type }) => type === PADDING))
    made.push({ ...nowhere, type: PADDING, body: [{ bytes: Buffer.alloc(PADDING_BYTES) }], size: PADDING_BYTES });
  const last = blocks.at(-1) as Block;
  const pieces = made.flatMap(({ type, body, size }, index) => [
    { bytes: headOf(type, size, index === made.length - 1) },
    ...body,
  ]);
  const first = (blocks[0] as Block).start;
  return tidy([{ start: 0, end: first }, ...pieces, { start: last.start + HEAD_BYTES + last.bytes, end: file.size }]);
}

function headOf(type: number, size: number, isLast: boolean): Buffer {
  const head = Buffer.from([type | (isLast ? LAST : 0), 0, 0, 0]);
  head.writeUIntBE(size, 1, 3);
  return head;
}
