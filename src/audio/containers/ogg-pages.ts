/** Ogg: pages that carry packets. Source: RFC 3533. */
import type { AudioFile } from '../audio-file.js';

export interface OggPage {
  readonly serial: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Position in samples at the end of the last packet that ends here; null where none ends here. */
  readonly granule: number | null;
  readonly isContinued: boolean;
  /** Lengths of the segments; a packet ends with each that is shorter than 255. */
  readonly lacing: Uint8Array;
  readonly body: Buffer;
}

export const HEAD_BYTES = 27;
const LONGEST_PAGE_BYTES = HEAD_BYTES + 255 + 255 * 255;
const NO_GRANULE = 0xffff_ffff_ffff_ffffn;

/** @returns the page at `at`, null when it is none, `undefined` when its end is not in `bytes`. */
export function parseOggPage(bytes: Buffer, at: number): { page: OggPage; end: number } | null | undefined {
  if (at + HEAD_BYTES > bytes.length) return undefined;
  if (bytes.toString('latin1', at, at + 4) !== 'OggS' || bytes[at + 4] !== 0) return null;
  const bodyStart = at + HEAD_BYTES + (bytes[at + 26] as number);
  if (bodyStart > bytes.length) return undefined;
  const lacing = bytes.subarray(at + HEAD_BYTES, bodyStart);
  const end = bodyStart + lacing.reduce((sum, length) => sum + length, 0);
  if (end > bytes.length) return undefined;
  const flags = bytes[at + 5] as number;
  const granule = bytes.readBigUInt64LE(at + 6);
  const page = {
    serial: bytes.readUInt32LE(at + 14),
    isContinued: (flags & 1) !== 0,
    isFirst: (flags & 2) !== 0,
    isLast: (flags & 4) !== 0,
    granule: granule === NO_GRANULE ? null : Number(BigInt.asIntN(64, granule)),
    lacing,
    body: bytes.subarray(bodyStart, end),
  };
  return { page, end };
}

/** The whole pages of a file; damaged bytes between them are stepped over, a cut last page is left out. */
export async function* readOggPages(file: AudioFile, start = 0): AsyncGenerator<OggPage> {
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of file.stream(start)) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    let at = 0;
    while (at < held.length) {
      const parsed = parseOggPage(held, at);
      if (parsed === undefined) break;
      if (parsed === null) {
        const next = held.indexOf('OggS', at + 1, 'latin1');
        at = next < 0 ? Math.max(at + 1, held.length - 3) : next;
        if (next < 0) break;
        continue;
      }
      yield parsed.page;
      at = parsed.end;
    }
    held = held.subarray(at);
    if (held.length > 2 * LONGEST_PAGE_BYTES) held = held.subarray(held.length - LONGEST_PAGE_BYTES);
  }
}

/** Joins the packets of one logical stream over its pages. */
export class PacketJoiner {
  private pending: Uint8Array[] = [];

  /** @returns the packets that end on this page. */
  push(page: OggPage): Uint8Array[] {
    if (!page.isContinued) this.pending = [];
    const packets: Uint8Array[] = [];
    let start = 0;
    let at = 0;
    for (const length of page.lacing) {
      at += length;
      if (length === 255) continue;
      this.pending.push(page.body.subarray(start, at));
      packets.push(this.pending.length === 1 ? (this.pending[0] as Uint8Array) : Buffer.concat(this.pending));
      this.pending = [];
      start = at;
    }
    if (start < at) this.pending.push(page.body.subarray(start, at));
    return packets;
  }
}

/** @returns the last whole page of a stream, and whether the file ends with the end of a page. */
export async function readLastPage(
  file: AudioFile,
  serial: number,
): Promise<{ page: OggPage | null; endsCleanly: boolean }> {
  const start = Math.max(0, file.size - 2 * LONGEST_PAGE_BYTES);
  const tail = await file.read(start, file.size - start);
  let page: OggPage | null = null;
  let endOfPages = 0;
  for (let at = tail.indexOf('OggS', 0, 'latin1'); at >= 0; at = tail.indexOf('OggS', at, 'latin1')) {
    const parsed = parseOggPage(tail, at);
    if (parsed === null || parsed === undefined) {
      at++;
      continue;
    }
    if (parsed.page.serial === serial) page = parsed.page;
    at = endOfPages = parsed.end;
  }
  return { page, endsCleanly: endOfPages === tail.length };
}
