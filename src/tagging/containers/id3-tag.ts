/**
 * An ID3v2 tag as a list of frames, each kept as the bytes it came in.
 * Source: id3.org, ID3v2.2, 2.3.0 and 2.4.0 informal standards.
 */
import { type Id3Version, removeUnsynchronisation, unpackBody } from './id3-text.js';

export interface Id3Frame {
  readonly id: string;
  /** Head and body as in the file. */
  readonly raw: Buffer;
  /** Unpacked; null when it is encrypted. */
  readonly content: Buffer | null;
}

export interface Id3Tag {
  readonly version: Id3Version;
  /** Of the head, as they are to be written. */
  readonly flags: number;
  readonly frames: readonly Id3Frame[];
  /** All of the tag in the file, with its head and padding; 0 for a tag that is not there yet. */
  readonly bytes: number;
  /** Sizes of frames leave the top bit of every byte alone (2.4; some programs forget it). */
  readonly hasSafeSizes: boolean;
}

export const ID3_HEAD_BYTES = 10;
const NEW_VERSION = 4;
const UNSYNCHRONISED = 0x80;
const EXTENDED = 0x40;
const FOOTER = 0x10;

export const NO_ID3_TAG: Id3Tag = { version: NEW_VERSION, flags: 0, frames: [], bytes: 0, hasSafeSizes: true };

export function readSafeSize(bytes: Buffer, at: number): number {
  return [0, 1, 2, 3].reduce((size, i) => size * 128 + ((bytes[at + i] as number) & 0x7f), 0);
}

export function writeSafeSize(size: number): Buffer {
  return Buffer.from([(size >> 21) & 127, (size >> 14) & 127, (size >> 7) & 127, size & 127]);
}

/** @returns how many bytes the tag that begins here takes, head included; null when none does. */
export function id3Bytes(head: Buffer): number | null {
  if (head.length < ID3_HEAD_BYTES || head.toString('latin1', 0, 3) !== 'ID3') return null;
  return ID3_HEAD_BYTES + readSafeSize(head, 6) + (((head[5] as number) & FOOTER) !== 0 ? ID3_HEAD_BYTES : 0);
}

/** @param bytes - the whole tag. @throws `Error` that says what is wrong with it. */
export function parseId3(bytes: Buffer): Id3Tag {
  const version = bytes[3] as number;
  const flags = bytes[5] as number;
  if (version !== 2 && version !== 3 && version !== 4) throw new Error(`ID3v2.${version} is not known`);
  if (version === 2 && (flags & EXTENDED) !== 0) throw new Error('it is compressed as a whole');
  if (version === 4 && (flags & FOOTER) !== 0) throw new Error('a tag with a footer cannot be rewritten');
  if (bytes.length < ID3_HEAD_BYTES + readSafeSize(bytes, 6)) throw new Error('the file ends within it');
  const isUnsynchronised = (flags & UNSYNCHRONISED) !== 0;
  const stored = bytes.subarray(ID3_HEAD_BYTES, ID3_HEAD_BYTES + readSafeSize(bytes, 6));
  // 2.4 marks every frame, so the frames stay as they are; before, the tag as a whole was marked
  const body = isUnsynchronised && version !== 4 ? removeUnsynchronisation(stored) : stored;
  const start = version > 2 && (flags & EXTENDED) !== 0 ? extendedBytes(version, body) : 0;
  const safe = walkFrames(version, body, start, version === 4, isUnsynchronised);
  const frames = safe ?? (version === 4 ? walkFrames(version, body, start, false, isUnsynchronised) : null);
  if (frames === null) throw new Error('its frames do not follow each other');
  // The extended head holds a checksum and the size of the padding, which a change makes wrong
  const kept = version === 4 ? flags & ~EXTENDED : flags & ~(EXTENDED | UNSYNCHRONISED);
  return { version, flags: kept, frames, bytes: bytes.length, hasSafeSizes: version === 4 && safe !== null };
}

function extendedBytes(version: Id3Version, body: Buffer): number {
  return version === 4 ? readSafeSize(body, 0) : body.readUInt32BE(0) + 4;
}

/** Frames inside another frame, such as the title of a chapter. @returns null when they do not follow each other. */
export function parseFrames({ version, hasSafeSizes }: Id3Tag, bytes: Buffer): Id3Frame[] | null {
  return walkFrames(version, bytes, 0, hasSafeSizes, false);
}

/** @returns null when the frames do not end at the padding or at the end of the tag. */
function walkFrames(
  version: Id3Version,
  body: Buffer,
  start: number,
  hasSafeSizes: boolean,
  isUnsynchronised: boolean,
): Id3Frame[] | null {
  const headBytes = version === 2 ? 6 : 10;
  const frames: Id3Frame[] = [];
  for (let at = start; at + headBytes <= body.length && body[at] !== 0; ) {
    const id = body.toString('latin1', at, at + (version === 2 ? 3 : 4));
    if (!/^[A-Z][A-Z0-9 ]+$/.test(id)) return null;
    const size =
      version === 2
        ? body.readUIntBE(at + 3, 3)
        : hasSafeSizes
          ? readSafeSize(body, at + 4)
          : body.readUInt32BE(at + 4);
    const end = at + headBytes + size;
    if (end > body.length || (hasSafeSizes && body.subarray(at + 4, at + 8).some((byte) => byte > 127))) return null;
    const formatFlags = version === 2 ? 0 : (body[at + 9] as number);
    const content = unpackBody(version, formatFlags, body.subarray(at + headBytes, end), isUnsynchronised);
    frames.push({ id, raw: body.subarray(at, end), content });
    at = end;
  }
  return frames;
}

export function makeFrame({ version, hasSafeSizes }: Id3Tag, id: string, content: Buffer): Id3Frame {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(content.length);
  const head =
    version === 2
      ? size.subarray(1)
      : Buffer.concat([hasSafeSizes ? writeSafeSize(content.length) : size, Buffer.alloc(2)]);
  return { id, raw: Buffer.concat([Buffer.from(id, 'latin1'), head, content]), content };
}

/**
 * The tag with other frames, of the same size where they fit, so that nothing behind it moves.
 *
 * @param paddingBytes - put behind the frames of a tag that has to grow, for the next change.
 */
export function serialiseId3(tag: Id3Tag, frames: readonly Id3Frame[], paddingBytes: number): Buffer {
  const content = Buffer.concat(frames.map((frame) => frame.raw));
  const room = tag.bytes - ID3_HEAD_BYTES;
  const size = content.length <= room ? room : content.length + paddingBytes;
  const head = Buffer.concat([
    Buffer.from('ID3', 'latin1'),
    Buffer.from([tag.version, 0, tag.flags]),
    writeSafeSize(size),
  ]);
  return Buffer.concat([head, content, Buffer.alloc(size - content.length)]);
}
