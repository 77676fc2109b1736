/** Chapters as CHAP and CTOC frames in front of MPEG audio. Source: id3.org, "ID3v2 Chapter Frame Addendum 1.0". */
import type { AudioFile } from '../../audio/audio-file.js';
import { readId3 } from '../../tagging/containers/id3-store.js';
import {
  ID3_HEAD_BYTES,
  type Id3Frame,
  type Id3Tag,
  id3Bytes,
  makeFrame,
  serialiseId3,
} from '../../tagging/containers/id3-tag.js';
import { encodeTexts } from '../../tagging/containers/id3-text.js';
import { type Piece, replaceSpan } from '../../tagging/file-pieces.js';
import type { Marker } from '../markers.js';
import { toOneLine } from '../text/one-line.js';
import { wrongContainer } from './wrong-container.js';

/** Says that times count and byte positions do not. */
const NO_OFFSET = 0xffff_ffff;
/** This table is the outermost, and its chapters are in order. */
const TOP_LEVEL_ORDERED = 3;
const UNSYNCHRONISED = 0x80;
/** The same in the second byte of a frame's flags. */
const UNSYNCHRONISED_FRAME = 0x02;
const FORMAT_FLAGS_AT = 9;

/**
 * The file with a chapter for every marker, in milliseconds; chapters that were in it are replaced, all other frames stay.
 *
 * @throws {@link CollapError} `E_UNSUPPORTED` for a tag of ID3v2.2, `E_TAG_DAMAGED`.
 */
export async function placeId3Chapters(file: AudioFile, markers: readonly Marker[]): Promise<readonly Piece[]> {
  const bytes = id3Bytes(await file.read(0, ID3_HEAD_BYTES)) ?? 0;
  const tag = readId3(file.path, await file.read(0, bytes));
  if (tag.version === 2)
    throw wrongContainer(file.path, 'chapters', 'a tag of ID3v2.3 or newer (resave its tags with a tag editor)');
  const kept = tag.frames.filter(({ id }) => id !== 'CHAP' && id !== 'CTOC');
  return replaceSpan(file.size, 0, bytes, serialiseId3(tag, [...kept, ...chapterFrames(tag, markers)], 0));
}

function chapterFrames(tag: Id3Tag, markers: readonly Marker[]): Id3Frame[] {
  const ids = markers.map((_, i) => Buffer.from(`chp${i}\0`, 'latin1'));
  const contents = Buffer.concat([
    Buffer.from('toc\0', 'latin1'),
    Buffer.from([TOP_LEVEL_ORDERED, Math.min(ids.length, 255)]),
    ...ids.slice(0, 255), // the count is one byte
  ]);
  const chapters = markers.map(({ startSeconds, endSeconds, name }, i) => {
    const title = makeFrame(tag, 'TIT2', encodeTexts(tag.version, '', [toOneLine(name)])).raw;
    const times = [startSeconds * 1000, endSeconds * 1000, NO_OFFSET, NO_OFFSET].map(uint32);
    return placeFrame(tag, 'CHAP', Buffer.concat([ids[i] as Buffer, ...times, title]));
  });
  return [placeFrame(tag, 'CTOC', contents), ...chapters];
}

/** In a tag whose head says that bytes were put in to hide MPEG frame heads, every frame must do the same, and say so. */
function placeFrame(tag: Id3Tag, id: string, content: Buffer): Id3Frame {
  if ((tag.flags & UNSYNCHRONISED) === 0) return makeFrame(tag, id, content);
  const frame = makeFrame(tag, id, hideFrameHeads(content));
  frame.raw[FORMAT_FLAGS_AT] = UNSYNCHRONISED_FRAME;
  return frame;
}

function hideFrameHeads(content: Buffer): Buffer {
  const hidden: number[] = [];
  for (const [i, byte] of content.entries()) {
    hidden.push(byte);
    const next = content[i + 1];
    if (byte === 0xff && (next === undefined || next === 0 || next >= 0xe0)) hidden.push(0);
  }
  return Buffer.from(hidden);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(Math.round(value));
  return bytes;
}
