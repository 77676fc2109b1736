/** Chapters as comments of FLAC, Ogg Vorbis, Opus and Ogg FLAC. Source: Xiph.org wiki, "Chapter Extension". */
import type { AudioFile } from '../../audio/audio-file.js';
import { CollapError } from '../../errors.js';
import type { Piece } from '../../tagging/file-pieces.js';
import { openTags } from '../../tagging/open-tags.js';
import type { TagStore } from '../../tagging/tag-fields.js';
import type { Marker } from '../markers.js';
import { toOneLine } from '../text/one-line.js';
import { formatClock } from '../times/clock.js';

/** Chapters are numbered with three digits. */
const MAX_CHAPTERS = 1000;

/**
 * The file with `CHAPTER000=00:00:00.000` and `CHAPTER000NAME=Intro` for every marker; chapters that were in it are replaced.
 * The format holds no ends: a chapter lasts until the next one.
 *
 * @throws {@link CollapError} `E_LIMIT` for more than 1000 markers, `E_TAG_DAMAGED`, `E_TAG_FORMAT`.
 */
export async function placeVorbisChapters(file: AudioFile, markers: readonly Marker[]): Promise<readonly Piece[]> {
  if (markers.length > MAX_CHAPTERS) {
    throw new CollapError(
      'E_LIMIT',
      `Vorbis comments hold 1000 chapters at most; ${markers.length} were to be written.`,
      'Write sections instead of beats (--marked segments).',
    );
  }
  const store = await openTags(file);
  const changes = new Map(oldFields(store).map((field) => [field, [] as string[]]));
  for (const [i, { startSeconds, name }] of markers.entries()) {
    const field = `CHAPTER${String(i).padStart(3, '0')}`;
    changes.set(field, [formatClock(startSeconds)]);
    changes.set(`${field}NAME`, [toOneLine(name)]);
  }
  return store.rewrite(changes);
}

/** What other programs, which may number with two digits, left there. */
function oldFields(store: TagStore): string[] {
  const numbers = Array.from({ length: MAX_CHAPTERS }, (_, i) => [
    String(i).padStart(3, '0'),
    String(i).padStart(2, '0'),
  ]);
  const names = [...new Set(numbers.flat())].flatMap((number) =>
    ['', 'NAME', 'URL'].map((part) => `CHAPTER${number}${part}`),
  );
  return names.filter((name) => store.read(name).length > 0);
}
