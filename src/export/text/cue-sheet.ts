/** Cue sheets, as players and burners of compact discs read them. Source: CDRWIN user's guide, appendix A. */
import { basename, extname } from 'node:path';
import { formatCdFrames } from '../../clock.js';
import { CollapError } from '../../errors.js';
import type { RawPath } from '../../library/path-text.js';
import { toOneLine } from '../../one-line.js';
import { type Annotations, displayTitle } from '../annotations.js';
import type { ExportOptions } from '../export-options.js';
import { markersOf } from '../markers.js';
import { unsayableName } from '../paths/unsayable-name.js';

const MAX_TRACKS = 99;
/** Everything that is neither is called WAVE, whatever it is. */
const FILE_TYPES: Readonly<Record<string, string>> = { '.mp3': 'MP3', '.aif': 'AIFF', '.aiff': 'AIFF' };

/**
 * One track a section, in 75ths of a second; the audio is named without its folder, so the sheet belongs beside it.
 *
 * @returns bytes where the name of the audio is not UTF-8: players look for these.
 * @throws {@link CollapError} `E_LIMIT` when there are more than 99 sections, `E_UNSUPPORTED` for a name with a quotation mark or control characters.
 */
export function writeCueSheet(song: Annotations, { marked }: ExportOptions = {}): string | Uint8Array {
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
  const name = nameOf(song);
  const head = [...artist, `TITLE ${quote(displayTitle(song))}`];
  const [before, after] = [[...head, 'FILE "'].join('\r\n'), [`" ${type}`, ...tracks, ''].join('\r\n')];
  return typeof name === 'string'
    ? before + name + after
    : Buffer.concat([Buffer.from(before), name, Buffer.from(after)]);
}

function nameOf({ path, file }: Annotations): RawPath {
  if (/["\p{Cc}]/u.test(basename(path))) throw unsayableName(path, 'cue-sheet', 'audacity');
  return typeof file === 'string' ? basename(file) : file.subarray(file.lastIndexOf('/') + 1);
}

/** The format knows no way to write a quotation mark. */
const quote = (text: string): string => `"${toOneLine(text).replaceAll('"', "'")}"`;
