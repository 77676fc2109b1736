/**
 * Splits a FLAC stream into its frames, which the WASM decoder wants one by one. A frame does not say how long it is: it ends where the
 * next header with a right checksum and the next number begins. Source: RFC 9639, section 9.1.
 */

/** Longest header: sync and codes (4), coded number (7), block size (2), sample rate (2), checksum (1). */
export const LONGEST_HEADER_BYTES = 16;
const MAX_BLOCK_SAMPLES = 65_535;
/** Damaged frames that may lie between two good ones. */
const MAX_LOST_FRAMES = 64;
/** 8 channels of 32 bits in the longest block, with room for a coder that fails to compress. */
const MAX_FRAME_BYTES = 4 * 2 ** 20;

const CRC8_TABLE = Uint8Array.from({ length: 256 }, (_, value) => {
  let crc = value;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x80 ? ((crc << 1) ^ 0x07) & 0xff : (crc << 1) & 0xff;
  return crc;
});

function crc8(bytes: Uint8Array, start: number, end: number): number {
  let crc = 0;
  for (let i = start; i < end; i++) crc = CRC8_TABLE[crc ^ (bytes[i] as number)] as number;
  return crc;
}

/** Bytes of the number that follows the codes, coded like UTF-8; 0 when it is none. */
function codedNumberBytes(first: number): number {
  if (first < 0x80) return 1;
  const ones = Math.clz32(~(first << 24));
  return ones >= 2 && ones <= 7 ? ones : 0;
}

/** Tells whether a frame header with a right checksum stands at `at`; all of its bytes must be there. */
export function isFrameHeader(bytes: Uint8Array, at: number): boolean {
  const [, second = 0, third = 0, fourth = 0, number = 0] = bytes.subarray(at, at + 5);
  const sizeCode = third >> 4;
  const rateCode = third & 15;
  if (bytes[at] !== 0xff || (second & 0xfe) !== 0xf8 || sizeCode === 0 || rateCode === 15) return false;
  if (fourth >> 4 > 10 || (fourth & 1) !== 0 || codedNumberBytes(number) === 0) return false;
  const sizeBytes = sizeCode === 6 ? 1 : sizeCode === 7 ? 2 : 0;
  const rateBytes = rateCode === 12 ? 1 : rateCode >= 13 ? 2 : 0;
  const checksumAt = at + 4 + codedNumberBytes(number) + sizeBytes + rateBytes;
  return checksumAt < bytes.length && crc8(bytes, at, checksumAt) === bytes[checksumAt];
}

/** The frame's number, or its first sample where block sizes vary; its bytes must be there. */
export function codedNumber(bytes: Uint8Array, at: number): number {
  const first = bytes[at + 4] as number;
  const count = codedNumberBytes(first);
  let number = count === 1 ? first : first & (0x7f >> count);
  for (let i = 1; i < count; i++) number = number * 64 + ((bytes[at + 4 + i] as number) & 0x3f);
  return number;
}

/** Chance gives a right checksum once in some hundred megabytes; the codes and a number that goes on rule that out. */
function isNextFrame(frame: Uint8Array, bytes: Uint8Array, at: number): boolean {
  const hasVaryingBlocks = ((frame[1] as number) & 1) === 1;
  const step = codedNumber(bytes, at) - codedNumber(frame, 0);
  return (
    frame[1] === bytes[at + 1] &&
    ((frame[3] as number) & 0x0e) === ((bytes[at + 3] as number) & 0x0e) &&
    step > 0 &&
    step <= MAX_LOST_FRAMES * (hasVaryingBlocks ? MAX_BLOCK_SAMPLES : 1)
  );
}

/** Takes chunks of a FLAC stream behind its metadata, gives whole frames. */
export class FlacFrameSplitter {
  private held: Buffer = Buffer.alloc(0);
  /** Where in `held` the search for the next header goes on; the frame at hand starts at 0 once `inFrame`. */
  private searched = 0;
  private inFrame = false;

  /** @throws Error when no frame ends within the longest that the format allows. */
  push(chunk: Uint8Array): Uint8Array[] {
    if (this.held.length > MAX_FRAME_BYTES) throw new Error('no FLAC frame ends where one must');
    this.held = this.held.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.held, chunk]);
    return this.split(this.held.length - LONGEST_HEADER_BYTES);
  }

  /** Takes off the frames that are followed by a header before `end`. */
  private split(end: number): Uint8Array[] {
    const frames: Uint8Array[] = [];
    let start = 0;
    let at = this.searched;
    while (at < end) {
      at = this.held.indexOf(0xff, at);
      if (at < 0 || at >= end) break;
      if (isFrameHeader(this.held, at) && (!this.inFrame || isNextFrame(this.held.subarray(start), this.held, at))) {
        if (this.inFrame) frames.push(this.held.subarray(start, at));
        this.inFrame = true;
        start = at;
      }
      at++;
    }
    this.held = this.held.subarray(start);
    this.searched = Math.max(0, Math.max(end, 0) - start, this.inFrame ? 1 : 0);
    return frames;
  }

  /** @returns what is left: the last frame, whole or cut, and before it one whose successor is so short (silence) that it had to be waited for. */
  flush(): Uint8Array[] {
    const frames = this.split(this.held.length);
    const last = this.inFrame && this.held.length > 0 ? [this.held] : [];
    this.held = Buffer.alloc(0);
    this.inFrame = false;
    this.searched = 0;
    return [...frames, ...last];
  }
}
