/** Cue sheets, as players and burners of compact discs read them. Source: CDRWIN user's guide, appendix A. */
import { basename, extname } from 'node:path';
import { formatCdFrames } from '../../clock.js';
import { CollapError } from '../../errors.js';
import { toOneLine } from '../../one-line.js';
import { type Annotations, displayTitle } from '../annotations.js';
import type { ExportOptions } from '../export-options.js';
import { markersOf } from '../markers.js';

const MAX_TRACKS = 99;
/** Everything that is neither is called WAVE, whatever it is. */
const FILE_TYPES: Readonly<Record<string, string>> = { '.mp3': 'MP3', '.aif': 'AIFF', '.aiff': 'AIFF' };

/**
 * One track a section, in 75ths of a second; the audio is named without its folder, so the sheet belongs beside it.
 *
 * @throws {@link CollapError} `E_LIMIT` when there are more than 99 sections.
 */
export function writeCueSheet(song: Annotations, { marked }: ExportOptions = {}): string {
  const markers = markersOf(song, marked);
  if (markers.length > MAX_TRACKS) {
    throw new CollapError(
      'E_LIMIT',
      `A cue sheet holds 99 tracks at most; ${markers.length} were to be written.`,
      'Write sections instead of beats (--marked segments), or take another format, such as audacity or csv.',
    );
  }
  const artist = song.artist === null ? [] : [`PERFORMER ${quote(song.artist)}`];
  const type = FILE_TYPES[extname(song.path).toLowerCase()] ?? 'WAVE';
  const tracks = markers.flatMap(({ startSeconds, name }, i) => [
    `  TRACK ${String(i + 1).padStart(2, '0')} AUDIO`,
    `    TITLE ${quote(name)}`,
    ...artist.map((line) => `    ${line}`),
    `    INDEX 01 ${formatCdFrames(startSeconds)}`,
  ]);
  const head = [...artist, `TITLE ${quote(displayTitle(song))}`, `FILE ${quote(basename(song.path))} ${type}`];
  return [...head, ...tracks].map((line) => `${line}\r\n`).join('');
}

/** The format knows no way to write a quotation mark. */
const quote = (text: string): string => `"${toOneLine(text).replaceAll('"', "'")}"`;
