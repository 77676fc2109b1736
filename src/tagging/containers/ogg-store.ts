/** The comment packet of Ogg Vorbis, Opus and Ogg FLAC. Sources: RFC 3533, RFC 7845, Vorbis I specification, RFC 9639 section 10. */
import type { AudioFile } from '../../audio/audio-file.js';
import { countHeaderPackets, identifyOggStream, type OggHeader } from '../../audio/containers/ogg.js';
import { PacketJoiner, parseOggPage } from '../../audio/containers/ogg-pages.js';
import { type Piece, tidy } from '../file-pieces.js';
import { damagedTags, noTagFormat, type TagStore } from '../tag-fields.js';
import { readComment } from './flac-store.js';
import { layPages, renumberPages, walkOggSpans } from './ogg-rewriting.js';
import { readCommentChapters, rewriteComment } from './vorbis-chapters.js';
import { readCommentField } from './vorbis-comment.js';

interface HeaderPages {
  readonly serial: number;
  /** The comment and what else comes before the audio. */
  readonly packets: readonly Buffer[];
  /** Pages on which they stand, and the bytes from the first to behind the last. */
  readonly pages: number;
  readonly start: number;
  readonly end: number;
}

/** Of a FLAC metadata block, which is what Ogg FLAC puts in front of its comment. */
const FLAC_HEAD_BYTES = 4;
const FLAC_COMMENT = 4;
const FLAC_MAX_BYTES = 2 ** 24 - 1;
const MAGIC = { vorbis: Buffer.from('\x03vorbis', 'latin1'), opus: Buffer.from('OpusTags', 'latin1') };

export async function openOggStore(file: AudioFile, { format }: OggHeader): Promise<TagStore> {
  const header = await readHeaderPages(file);
  const packet = header.packets[0] as Buffer;
  const headBytes = format === 'ogg-flac' ? FLAC_HEAD_BYTES : MAGIC[format].length;
  const isComment =
    format === 'ogg-flac'
      ? ((packet[0] as number) & 0x7f) === FLAC_COMMENT
      : packet.subarray(0, headBytes).equals(MAGIC[format]);
  if (!isComment) throw damagedTags(file.path, 'its comment is not where it belongs');
  const comment = readComment(file.path, packet.subarray(headBytes));
  return {
    kind: 'Vorbis comment',
    read: (field) => readCommentField(comment, field),
    readChapters: async () => readCommentChapters(comment),
    async rewrite(changes, chapters) {
      const body = rewriteComment(comment, changes, chapters);
      const head = Buffer.from(packet.subarray(0, headBytes));
      if (format === 'ogg-flac' && body.length > FLAC_MAX_BYTES)
        throw noTagFormat(file.path, 'A FLAC comment holds at most 16 MB.', 'Write fewer fields.');
      if (format === 'ogg-flac') head.writeUIntBE(body.length, 1, 3);
      return replacePackets(file, header, [Buffer.concat([head, body]), ...header.packets.slice(1)]);
    },
  };
}

/** @throws {@link CollapError} `E_TAG_FORMAT` for several streams side by side, `E_TAG_DAMAGED`. */
async function readHeaderPages(file: AudioFile): Promise<HeaderPages> {
  const joiner = new PacketJoiner();
  const packets: Buffer[] = [];
  let first: { serial: number; end: number; wanted: number } | null = null;
  let pages = 0;
  for await (const span of walkOggSpans(file, 0)) {
    const { page } = parseOggPage(span.bytes, 0) as NonNullable<ReturnType<typeof parseOggPage>>;
    if (first === null) {
      const [packet] = joiner.push(page);
      const id = packet ? identifyOggStream(packet) : null;
      if (!id || !packet) throw severalStreams(file.path);
      first = { serial: span.serial, end: span.end, wanted: countHeaderPackets(id, packet) - 1 };
      continue;
    }
    if (span.serial !== first.serial || page.isFirst) throw severalStreams(file.path);
    packets.push(...joiner.push(page).map((packet) => Buffer.from(packet)));
    pages++;
    if (packets.length < first.wanted) continue;
    if (packets.length > first.wanted || page.lacing.at(-1) === 255) break;
    return { serial: first.serial, packets, pages, start: first.end, end: span.end };
  }
  throw damagedTags(file.path, 'its header packets do not end where a page ends');
}

function severalStreams(path: string): ReturnType<typeof noTagFormat> {
  return noTagFormat(
    path,
    'It holds several Ogg streams side by side, which collap does not rewrite.',
    'Take the sound out with ffmpeg: ffmpeg -i IN -map 0:a -c copy OUT.ogg',
  );
}

async function replacePackets(file: AudioFile, header: HeaderPages, packets: readonly Buffer[]): Promise<Piece[]> {
  const pages = layPages(packets, header.serial, 1);
  const shift = pages.length - header.pages;
  const later =
    shift === 0 ? [{ start: header.end, end: file.size }] : await renumberPages(file, header.end, header.serial, shift);
  return tidy([{ start: 0, end: header.start }, { bytes: Buffer.concat(pages) }, ...later]);
}
