/** Ogg pages with other header packets: the headers are laid out anew, later pages are renumbered, and their packets stay. Source: RFC 3533. */
import type { AudioFile } from '../../audio/audio-file.js';
import { HEAD_BYTES, parseOggPage } from '../../audio/containers/ogg-pages.js';
import type { Piece } from '../file-pieces.js';
import { writeOggChecksum } from './ogg-checksum.js';

/** A page where it stands in the file. */
export interface OggSpan {
  readonly start: number;
  readonly end: number;
  readonly serial: number;
  readonly isLast: boolean;
  readonly bytes: Buffer;
}

const MAX_PAGE_BYTES = HEAD_BYTES + 255 + 255 * 255;
const SEGMENTS_A_PAGE = 255;
const CONTINUED = 1;
const SERIAL_AT = 14;
const SEQUENCE_AT = 18;

/** Pages that follow each other without a gap; ends where no page begins. */
export async function* walkOggSpans(file: AudioFile, start: number): AsyncGenerator<OggSpan> {
  for (let at = start; at < file.size; ) {
    const bytes = await file.read(at, MAX_PAGE_BYTES);
    const parsed = parseOggPage(bytes, 0);
    if (!parsed) return;
    const { serial, isLast } = parsed.page;
    yield { start: at, end: at + parsed.end, serial, isLast, bytes: bytes.subarray(0, parsed.end) };
    at += parsed.end;
  }
}

/** Packets on pages of their own, each page as full as it can be. */
export function layPages(packets: readonly Buffer[], serial: number, firstSequence: number): Buffer[] {
  const segments = packets.flatMap((packet) => {
    const full = Array.from({ length: Math.floor(packet.length / 255) }, () => 255);
    return [...full, packet.length % 255];
  });
  const body = Buffer.concat(packets);
  const pages: Buffer[] = [];
  let at = 0;
  for (let i = 0; i < segments.length; i += SEGMENTS_A_PAGE) {
    const lacing = segments.slice(i, i + SEGMENTS_A_PAGE);
    const end = at + lacing.reduce((sum, length) => sum + length, 0);
    const head = Buffer.alloc(HEAD_BYTES);
    head.write('OggS', 'latin1');
    head[5] = i > 0 && segments[i - 1] === 255 ? CONTINUED : 0;
    // Headers are at position 0; a page on which no packet ends has none
    head.fill(lacing.some((length) => length < 255) ? 0 : 0xff, 6, SERIAL_AT);
    head.writeUInt32LE(serial, SERIAL_AT);
    head.writeUInt32LE(firstSequence + pages.length, SEQUENCE_AT);
    head[HEAD_BYTES - 1] = lacing.length;
    const page = Buffer.concat([head, Buffer.from(lacing), body.subarray(at, end)]);
    writeOggChecksum(page);
    pages.push(page);
    at = end;
  }
  return pages;
}

/** The pages of a stream from `start` to its last, each numbered `shift` higher; pages of other streams stay. */
export async function renumberPages(file: AudioFile, start: number, serial: number, shift: number): Promise<Piece[]> {
  const pieces: Piece[] = [];
  let at = start;
  for await (const span of walkOggSpans(file, start)) {
    at = span.end;
    if (span.serial !== serial) {
      pieces.push({ start: span.start, end: span.end });
      continue;
    }
    const page = Buffer.from(span.bytes);
    page.writeUInt32LE((page.readUInt32LE(SEQUENCE_AT) + shift) >>> 0, SEQUENCE_AT);
    writeOggChecksum(page);
    pieces.push({ bytes: page.subarray(0, HEAD_BYTES) }, { start: span.start + HEAD_BYTES, end: span.end });
    if (span.isLast) break;
  }
  return [...pieces, { start: at, end: file.size }];
}
