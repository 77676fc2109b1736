import type { AudioFile } from '../audio-file.js';

/** The part of a file between the tags that programs glue to both of its ends. */
export interface TagFreeSpan {
  readonly start: number;
  readonly end: number;
}

const ID3V1_BYTES = 128;
const APE_FOOTER_BYTES = 32;
/** Lyrics3v2 ends in six digits of its size and this word. */
const LYRICS3_END = 'LYRICS200';

async function skipLeadingTags(file: AudioFile): Promise<number> {
  let start = 0;
  for (;;) {
    const head = await file.read(start, 10);
    if (head.length < 10 || head.toString('latin1', 0, 3) !== 'ID3') return start;
    const sizes = head.subarray(6, 10);
    if (sizes.some((byte) => byte > 0x7f)) return start;
    const body = sizes.reduce((size, byte) => size * 128 + byte, 0);
    const footer = ((head[5] as number) & 0x10) !== 0 ? 10 : 0;
    start = Math.min(file.size, start + 10 + body + footer);
  }
}

async function trailingTagBytes(file: AudioFile, end: number): Promise<number> {
  const tail = await file.read(Math.max(0, end - ID3V1_BYTES), ID3V1_BYTES);
  if (tail.length === ID3V1_BYTES && tail.toString('latin1', 0, 3) === 'TAG') return ID3V1_BYTES;
  const ape = tail.subarray(-APE_FOOTER_BYTES);
  if (ape.toString('latin1', 0, 8) === 'APETAGEX') {
    const hasHeader = (ape.readUInt32LE(20) & 0x8000_0000) !== 0;
    return ape.readUInt32LE(12) + (hasHeader ? APE_FOOTER_BYTES : 0);
  }
  if (tail.toString('latin1').endsWith(LYRICS3_END)) {
    const size = Number(tail.toString('latin1', tail.length - 15, tail.length - 9));
    return Number.isInteger(size) ? size + 15 : 0;
  }
  return 0;
}

/** Finds the bytes between leading ID3v2 tags and trailing ID3v1, APEv2 and Lyrics3v2 tags. */
export async function findTagFreeSpan(file: AudioFile): Promise<TagFreeSpan> {
  const start = await skipLeadingTags(file);
  let end = file.size;
  for (;;) {
    const bytes = await trailingTagBytes(file, end);
    if (bytes <= 0 || end - bytes < start) return { start, end };
    end -= bytes;
  }
}
