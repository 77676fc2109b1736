/** Chapters of MP4 audio as the `chpl` box of Nero, which ffmpeg, VLC, mpv, foobar2000 and Kid3 read. Source: ffmpeg, libavformat/movenc.c (its layout). */
import type { AudioFile } from '../../audio/audio-file.js';
import { findBox } from '../../audio/containers/mp4-boxes.js';
import { CollapError } from '../../errors.js';
import { toOneLine } from '../../one-line.js';
import { type Chapter, closeChapters } from '../chapter.js';
import { noTagField } from '../tag-fields.js';
import { findChapterTrack, readChapterTrack } from './mp4-chapter-track.js';
import { changeBox } from './mp4-tree.js';

/** Counts and titles are of one byte's length. */
const MAX_CHAPTERS = 255;
const MAX_TITLE_BYTES = 255;
/** Times count in 100 ns. */
const UNITS_A_SECOND = 10_000_000;
/** Version 1, no flags, four reserved bytes. */
const HEAD = Buffer.from([1, 0, 0, 0, 0, 0, 0, 0]);
/** Version 0 has nothing reserved. */
const SHORT_HEAD_BYTES = 4;

/** In playing order. Where there is a track of chapters, as Apple's programs write it, players show that, and so does this. */
export async function readMp4Chapters(file: AudioFile, moov: Buffer): Promise<Chapter[]> {
  const track = findChapterTrack(moov);
  if (track) return readChapterTrack(file, track);
  const list = findBox(moov, 'udta', 'chpl');
  return list ? closeChapters(readEntries(list)) : [];
}

/** What a list that was cut short still holds. */
function readEntries(list: Buffer): Pick<Chapter, 'startSeconds' | 'name'>[] {
  const starts: Pick<Chapter, 'startSeconds' | 'name'>[] = [];
  let at = (list[0] === 0 ? SHORT_HEAD_BYTES : HEAD.length) + 1; // behind the count
  while (at + 9 <= list.length) {
    const end = at + 9 + (list[at + 8] as number);
    const startSeconds = Number(list.readBigUInt64BE(at)) / UNITS_A_SECOND;
    starts.push({ startSeconds, name: list.toString('utf8', at + 9, end) });
    at = end;
  }
  return starts;
}

/**
 * The index with these chapters instead of those that were there. The format holds no ends: a chapter lasts until the next one.
 *
 * @param moov - body of the box.
 * @throws {@link CollapError} `E_LIMIT` for more than 255 chapters, `E_TAG_FIELD` for a file whose chapters are a track of their own.
 */
export function changeMp4Chapters(moov: Buffer, chapters: readonly Chapter[]): Buffer {
  if (findChapterTrack(moov))
    throw noTagField(
      'chapters',
      'the file has some as a track of their own (QuickTime), which players would go on showing',
      'Take that track out first: ffmpeg -i IN -map 0:a -c copy -map_chapters -1 OUT.m4a',
    );
  if (chapters.length > MAX_CHAPTERS) {
    throw new CollapError(
      'E_LIMIT',
      `An MP4 file holds 255 chapters at most; ${chapters.length} were to be written.`,
      'Write sections instead of beats (--marked segments).',
    );
  }
  const list = Buffer.concat([HEAD, Buffer.from([chapters.length]), ...chapters.map(chapterEntry)]);
  return changeBox(moov, 'udta', (udta) => changeBox(udta ?? Buffer.alloc(0), 'chpl', () => list));
}

function chapterEntry({ startSeconds, name }: Chapter): Buffer {
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(Math.round(startSeconds * UNITS_A_SECOND)));
  const title = Buffer.from(toOneLine(name)).subarray(0, MAX_TITLE_BYTES);
  return Buffer.concat([time, Buffer.from([title.length]), title]);
}
