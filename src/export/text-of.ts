import { isUtf8 } from 'node:buffer';
import type { ExportResult } from './export-songs.js';
import { FORMATS } from './formats.js';

/** The text of an export that was not written; null where it was, or is no text: MIDI, or a playlist of names that are not UTF-8. */
export function textOf({ content, format }: Pick<ExportResult, 'content' | 'format'>): string | null {
  if (content === null || typeof content === 'string') return content;
  return FORMATS[format].kind === 'playlist' && isUtf8(content) ? Buffer.from(content).toString() : null;
}
