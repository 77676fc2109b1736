/** Chapters of MP4 audio as the `chpl` box of Nero, which ffmpeg, VLC, mpv, foobar2000 and Kid3 read. Source: ffmpeg, libavformat/movenc.c (its layout). */
import type { AudioFile } from '../../audio/audio-file.js';
import { CollapError } from '../../errors.js';
import { openMp4Index } from '../../tagging/containers/mp4-store.js';
import { changeBox } from '../../tagging/containers/mp4-tree.js';
import type { Piece } from '../../tagging/file-pieces.js';
import type { Marker } from '../markers.js';
import { toOneLine } from '../text/one-line.js';

/** Counts and titles are of one byte's length. */
const MAX_CHAPTERS = 255;
const MAX_TITLE_BYTES = 255;
/** Times count in 100 ns. */
const UNITS_A_SECOND = 10_000_000;
/** Version 1, no flags, four reserved bytes. */
const HEAD = Buffer.from([1, 0, 0, 0, 0, 0, 0, 0]);

/**
 * The file with a chapter for every marker; chapters of this kind that were in it are replaced.
 * The format holds no ends: a chapter lasts until the next one.
 *
 * @throws {@link CollapError} `E_LIMIT` for more than 255 markers, `E_TAG_DAMAGED`, `E_TAG_FORMAT` for fragmented files.
 */
export async function placeMp4Chapters(file: AudioFile, markers: readonly Marker[]): Promise<readonly Piece[]> {
  if (markers.length > MAX_CHAPTERS) {
    throw new CollapError(
      'E_LIMIT',
      `An MP4 file holds 255 chapters at most; ${markers.length} were to be written.`,
      'Write sections instead of beats (--marked segments).',
    );
  }
  const index = await openMp4Index(file);
  const list = Buffer.concat([HEAD, Buffer.from([markers.length]), ...markers.map(chapterEntry)]);
  return index.replace(changeBox(index.moov, 'udta', (udta) => changeBox(udta ?? Buffer.alloc(0), 'chpl', () => list)));
}

function chapterEntry({ startSeconds, name }: Marker): Buffer {
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(Math.round(startSeconds * UNITS_A_SECOND)));
  const title = Buffer.from(toOneLine(name)).subarray(0, MAX_TITLE_BYTES);
  return Buffer.concat([time, Buffer.from([title.length]), title]);
}
