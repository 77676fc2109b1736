/** Chapters as Vorbis comments: `CHAPTER000=00:00:00.000`, `CHAPTER000NAME=Intro`. Source: Xiph.org wiki, "Chapter Extension". */
import { formatClock } from '../../clock.js';
import { CollapError } from '../../errors.js';
import { toOneLine } from '../../one-line.js';
import { type Chapter, closeChapters } from '../chapter.js';
import type { TagChanges } from '../tag-fields.js';
import { changeComment, nameOf, serialiseComment, type VorbisComment } from './vorbis-comment.js';

/** Chapters are numbered with three digits. */
const MAX_CHAPTERS = 1000;
/** Other programs may number with two digits. */
const CHAPTER_ENTRY = /^CHAPTER(\d{2,3})(NAME|URL)?$/;
const CLOCK = /^(\d+):(\d{1,2}):(\d{1,2}(?:\.\d+)?)$/;

/** In playing order. */
export function readCommentChapters({ entries }: VorbisComment): Chapter[] {
  const texts = new Map(
    entries.map((entry) => [nameOf(entry), entry.toString('utf8', entry.indexOf('=') + 1)] as const),
  );
  const starts = [...texts].flatMap(([name, text]) => {
    const [, number, part] = CHAPTER_ENTRY.exec(name) ?? [];
    const [, hours, minutes, seconds] = CLOCK.exec(text.trim()) ?? [];
    if (number === undefined || part !== undefined || seconds === undefined) return [];
    const startSeconds = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
    return [{ startSeconds, name: texts.get(`${name}NAME`) ?? '' }];
  });
  return closeChapters(starts);
}

/** The bytes of the comment with other values, and with other chapters where some are given. @throws {@link CollapError} `E_TAG_FIELD`, `E_LIMIT`. */
export function rewriteComment(comment: VorbisComment, changes: TagChanges, chapters?: readonly Chapter[]): Buffer {
  const changed = changeComment(comment, changes);
  return serialiseComment(chapters ? changeCommentChapters(changed, chapters) : changed);
}

/**
 * The comment with these chapters instead of those that were there. The format holds no ends: a chapter lasts until the next one.
 *
 * @throws {@link CollapError} `E_LIMIT` for more than 1000 chapters.
 */
function changeCommentChapters(comment: VorbisComment, chapters: readonly Chapter[]): VorbisComment {
  if (chapters.length > MAX_CHAPTERS) {
    throw new CollapError(
      'E_LIMIT',
      `Vorbis comments hold 1000 chapters at most; ${chapters.length} were to be written.`,
      'Write sections instead of beats (--marked segments).',
    );
  }
  const kept = comment.entries.filter((entry) => !CHAPTER_ENTRY.test(nameOf(entry)));
  const made = chapters.flatMap(({ startSeconds, name }, i) => {
    const number = `CHAPTER${String(i).padStart(3, '0')}`;
    return [`${number}=${formatClock(startSeconds)}`, `${number}NAME=${toOneLine(name)}`];
  });
  return { ...comment, entries: [...kept, ...made.map((text) => Buffer.from(text))] };
}
