import type { ExportResult } from '../../export/export-songs.js';
import { formatBytes } from './format-bytes.js';
import { visible } from './text-width.js';

/** The text itself where no file was asked for, else what was written. */
export function exportText({ path, bytes, content, songs }: ExportResult): () => string {
  if (content !== null)
    return () =>
      Buffer.from(content)
        .toString()
        .replace(/\r?\n$/, ''); // the terminal ends the line
  const sections = songs.reduce((sum, { segments }) => sum + (segments ?? 0), 0);
  const what = songs.every(({ segments }) => segments === null)
    ? `${songs.length} ${songs.length === 1 ? 'song' : 'songs'}`
    : `${sections} ${sections === 1 ? 'section' : 'sections'}`;
  return () => `Wrote ${visible(path ?? '')} (${what}, ${formatBytes(bytes)}).`;
}
