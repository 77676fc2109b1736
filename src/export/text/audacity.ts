import { toOneLine } from '../../one-line.js';
import type { Annotations } from '../annotations.js';
import type { ExportOptions } from '../export-options.js';
import { markersOf } from '../markers.js';

/**
 * A label track: start, end and name, divided by tabs; times in seconds. A label that ends where it starts is a point.
 * Source: Audacity manual, "Importing and Exporting Labels".
 */
export function writeAudacityLabels(song: Annotations, { marked, offsetSeconds = 0 }: ExportOptions = {}): string {
  return markersOf(song, marked)
    .map(({ startSeconds, endSeconds, name }) => {
      const times = [startSeconds, endSeconds].map((seconds) => (seconds + offsetSeconds).toFixed(6));
      return `${times.join('\t')}\t${toOneLine(name)}\n`;
    })
    .join('');
}
