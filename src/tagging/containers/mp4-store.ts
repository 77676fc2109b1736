/** Tags of MP4 and M4A files. Where they outgrow their padding, the places of the audio in the index are moved along. */
import type { AudioFile } from '../../audio/audio-file.js';
import { listBoxes } from '../../audio/containers/mp4-boxes.js';
import { type Piece, tidy } from '../file-pieces.js';
import { damagedTags, noTagFormat, type TagStore } from '../tag-fields.js';
import { changeMp4Chapters, readMp4Chapters } from './mp4-chapters.js';
import { changeItems, readItemField, splitItems } from './mp4-items.js';
import { changeBox, makeBox, shiftChunkOffsets } from './mp4-tree.js';

interface TopBox {
  readonly type: string;
  readonly start: number;
  readonly headBytes: number;
  readonly end: number;
}

const MAX_MOOV_BYTES = 64 * 2 ** 20;
const BOX_HEAD_BYTES = 8;
/** Version and flags in front of the boxes of `meta`. */
const META_HEAD = Buffer.alloc(4);
/** Says that the metadata is iTunes': version, predefined, `mdir`, `appl`, reserved, empty name. */
const HANDLER = makeBox('hdlr', Buffer.alloc(8), Buffer.from('mdirappl', 'latin1'), Buffer.alloc(9));

/** The index of an MP4 file, and the file with another one. */
interface Mp4Index {
  /** Body of the `moov` box. */
  readonly moov: Buffer;
  replace(moov: Buffer): Piece[];
}

/** @throws {@link CollapError} `E_TAG_DAMAGED`, `E_TAG_FORMAT` for fragmented files. */
async function openMp4Index(file: AudioFile): Promise<Mp4Index> {
  const boxes = await readTopBoxes(file);
  const found = boxes.find(({ type }) => type === 'moov');
  if (!found || found.end - found.start > MAX_MOOV_BYTES)
    throw damagedTags(file.path, 'its index (moov) is missing or too large');
  if (boxes.some(({ type }) => type === 'moof')) {
    throw noTagFormat(
      file.path,
      'It is a fragmented MP4, whose tags collap does not rewrite.',
      'Join its fragments: ffmpeg -i IN -c copy -movflags +faststart OUT.m4a',
    );
  }
  const moov = await file.read(found.start + found.headBytes, found.end - found.start - found.headBytes);
  return { moov, replace: (changed) => placeMoov(file, boxes, found, changed) };
}

export async function openMp4Store(file: AudioFile): Promise<TagStore> {
  const index = await openMp4Index(file);
  const items = splitItems(itemsOf(index.moov));
  return {
    kind: 'MP4',
    read: (field) => readItemField(items, field),
    readChapters: () => readMp4Chapters(file, index.moov),
    async rewrite(changes, chapters) {
      const moov = withItems(index.moov, Buffer.concat(changeItems(items, changes)));
      return index.replace(chapters ? changeMp4Chapters(moov, chapters) : moov);
    },
  };
}

async function readTopBoxes(file: AudioFile): Promise<TopBox[]> {
  const boxes: TopBox[] = [];
  for (let at = 0; at + BOX_HEAD_BYTES <= file.size; ) {
    const head = await file.read(at, 16);
    const short = head.readUInt32BE(0);
    const headBytes = short === 1 && head.length === 16 ? 16 : BOX_HEAD_BYTES;
    const size = headBytes === 16 ? Number(head.readBigUInt64BE(8)) : short === 0 ? file.size - at : short;
    if (size < headBytes || at + size > file.size)
      throw damagedTags(file.path, `a box at byte ${at} is longer than the file`);
    boxes.push({ type: head.toString('latin1', 4, 8), start: at, headBytes, end: at + size });
    at += size;
  }
  return boxes;
}

/** @returns the body of moov/udta/meta/ilst; empty where one of them is missing. */
function itemsOf(moov: Buffer): Buffer {
  const inside = (bytes: Buffer, type: string) => {
    const box = listBoxes(bytes).find((candidate) => candidate.type === type);
    return box ? bytes.subarray(box.bodyStart, box.end) : Buffer.alloc(0);
  };
  const meta = inside(inside(moov, 'udta'), 'meta');
  return inside(meta.subarray(metaHeadBytes(meta)), 'ilst');
}

/** QuickTime leaves version and flags out. */
function metaHeadBytes(meta: Buffer): number {
  return meta.toString('latin1', 4, 8) === 'hdlr' ? 0 : Math.min(META_HEAD.length, meta.length);
}

function withItems(moov: Buffer, items: Buffer): Buffer {
  return changeBox(moov, 'udta', (udta) =>
    changeBox(udta ?? Buffer.alloc(0), 'meta', (meta) => {
      if (meta === null) return Buffer.concat([META_HEAD, HANDLER, makeBox('ilst', items)]);
      const head = metaHeadBytes(meta);
      const inside = changeBox(meta.subarray(head), 'ilst', () => items);
      return Buffer.concat([meta.subarray(0, head), takeFromPadding(inside, head + inside.length - meta.length)]);
    }),
  );
}

/** Lets a `free` box beside the items shrink by what they grew, so that nothing else moves. */
function takeFromPadding(boxes: Buffer, growth: number): Buffer {
  const padding = listBoxes(boxes).find(
    ({ type, start, end }) => type === 'free' && end - start - growth >= BOX_HEAD_BYTES,
  );
  if (!padding) return boxes;
  const size = padding.end - padding.start - growth - BOX_HEAD_BYTES;
  return Buffer.concat([
    boxes.subarray(0, padding.start),
    makeBox('free', Buffer.alloc(size)),
    boxes.subarray(padding.end),
  ]);
}

function placeMoov(file: AudioFile, boxes: readonly TopBox[], old: TopBox, moov: Buffer): Piece[] {
  const growth = BOX_HEAD_BYTES + moov.length - (old.end - old.start);
  const next = boxes[boxes.indexOf(old) + 1];
  const room = next?.type === 'free' ? next.end - next.start - growth : -1;
  if (next && (room === 0 || room >= BOX_HEAD_BYTES)) {
    const padding = room === 0 ? Buffer.alloc(0) : makeBox('free', Buffer.alloc(room - BOX_HEAD_BYTES));
    return tidy([
      { start: 0, end: old.start },
      { bytes: makeBox('moov', moov) },
      { bytes: padding },
      { start: next.end, end: file.size },
    ]);
  }
  try {
    if (growth !== 0) shiftChunkOffsets(moov, old.end, growth);
  } catch (cause) {
    throw noTagFormat(
      file.path,
      `Its index cannot point beyond 4 GB: ${(cause as Error).message}.`,
      'Leave it as it is.',
    );
  }
  return tidy([{ start: 0, end: old.start }, { bytes: makeBox('moov', moov) }, { start: old.end, end: file.size }]);
}
