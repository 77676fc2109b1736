/** Chapters as CHAP and CTOC frames of ID3v2. Source: id3.org, "ID3v2 Chapter Frame Addendum 1.0". */
import { CollapError } from '../../errors.js';
import { toOneLine } from '../../one-line.js';
import type { Chapter } from '../chapter.js';
import { noTagField } from '../tag-fields.js';
import { type Id3Frame, type Id3Tag, makeFrame, parseFrames } from './id3-tag.js';
import { encodeTexts, readTexts } from './id3-text.js';

/** Says that times count and byte positions do not. */
const NO_OFFSET = 0xffff_ffff;
/** Start, end and both offsets, behind the name of the element. */
const TIMES_BYTES = 16;
/** This table is the outermost, and its chapters are in order. */
const TOP_LEVEL_ORDERED = 3;
/** The table counts them in one byte. */
const MAX_CHAPTERS = 255;
const UNSYNCHRONISED = 0x80;
/** The same in the second byte of a frame's flags. */
const UNSYNCHRONISED_FRAME = 0x02;
const FORMAT_FLAGS_AT = 9;

/** In playing order; null for ID3v2.2, which knows none. */
export function readId3Chapters(tag: Id3Tag): Chapter[] | null {
  if (tag.version === 2) return null;
  const chapters = tag.frames.flatMap((frame) => (frame.id === 'CHAP' ? (readChapter(tag, frame) ?? []) : []));
  return chapters.sort((a, b) => a.startSeconds - b.startSeconds);
}

/** Null when the frame is encrypted or ends too early. */
function readChapter(tag: Id3Tag, { content }: Id3Frame): Chapter | null {
  const at = (content?.indexOf(0) ?? -1) + 1;
  if (content === null || at === 0 || content.length < at + TIMES_BYTES) return null;
  const title = parseFrames(tag, content.subarray(at + TIMES_BYTES))?.find(({ id }) => id === 'TIT2')?.content;
  return {
    startSeconds: content.readUInt32BE(at) / 1000,
    endSeconds: content.readUInt32BE(at + 4) / 1000,
    name: title ? (readTexts(title.subarray(1), title[0] ?? 0)[0] ?? '') : '',
  };
}

/**
 * The frames with these chapters, in milliseconds, instead of those that were there.
 *
 * @throws {@link CollapError} `E_TAG_FIELD` for ID3v2.2, `E_LIMIT` for more than 255 chapters.
 */
export function changeId3Chapters(tag: Id3Tag, frames: readonly Id3Frame[], chapters: readonly Chapter[]): Id3Frame[] {
  if (tag.version === 2)
    throw noTagField(
      'chapters',
      'a tag of ID3v2.2 has none',
      'Save its tags anew as ID3v2.3 or newer with a tag editor (Kid3, Picard).',
    );
  if (chapters.length > MAX_CHAPTERS) {
    throw new CollapError(
      'E_LIMIT',
      `ID3v2 holds 255 chapters at most; ${chapters.length} were to be written.`,
      'Write sections instead of beats (--marked segments).',
    );
  }
  const kept = frames.filter(({ id }) => id !== 'CHAP' && id !== 'CTOC');
  return chapters.length === 0 ? kept : [...kept, ...chapterFrames(tag, chapters)];
}

function chapterFrames(tag: Id3Tag, chapters: readonly Chapter[]): Id3Frame[] {
  const ids = chapters.map((_, i) => Buffer.from(`chp${i}\0`, 'latin1'));
  const contents = Buffer.concat([
    Buffer.from('toc\0', 'latin1'),
    Buffer.from([TOP_LEVEL_ORDERED, ids.length]),
    ...ids,
  ]);
  const made = chapters.map(({ startSeconds, endSeconds, name }, i) => {
    const title = makeFrame(tag, 'TIT2', encodeTexts(tag.version, '', [toOneLine(name)])).raw;
    const times = [startSeconds * 1000, endSeconds * 1000, NO_OFFSET, NO_OFFSET].map(uint32);
    return placeFrame(tag, 'CHAP', Buffer.concat([ids[i] as Buffer, ...times, title]));
  });
  return [placeFrame(tag, 'CTOC', contents), ...made];
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
