/** Comma-separated values for spreadsheets. Source: RFC 4180. */
import type { Annotations } from '../annotations.js';
import type { ExportOptions } from '../export-options.js';
import { markersOf } from '../markers.js';
import { formatBars, makeTempoMap } from '../times/tempo-map.js';
import { formatTimecode } from '../times/timecode.js';

/** Names of the columns; every time is given in each unit. */
const COLUMNS = [
  'name',
  'function',
  'label',
  'confidence',
  'start_seconds',
  'end_seconds',
  'start_sample',
  'end_sample',
  'start_bar',
  'end_bar',
  'start_timecode',
  'end_timecode',
];

/** One row a section (or beat). Bars count from the start of the file; the offset moves seconds, samples and timecode. */
export function writeCsv(song: Annotations, options: ExportOptions = {}): string {
  const { offsetSeconds = 0, frameRate = '25' } = options;
  const map = makeTempoMap(song);
  const eachUnit = (start: number, end: number, format: (seconds: number) => string): string[] => [
    format(start),
    format(end),
  ];
  const rows = markersOf(song, options.marked).map((marker) => {
    const { name, function: role, label, confidence, startSeconds, endSeconds } = marker;
    const [start, end] = [startSeconds + offsetSeconds, endSeconds + offsetSeconds];
    return [
      name,
      role ?? '',
      label ?? '',
      confidence === null ? '' : confidence.toFixed(3),
      ...eachUnit(start, end, (seconds) => seconds.toFixed(6)),
      ...eachUnit(start, end, (seconds) => String(Math.round(seconds * song.sampleRateHz))),
      ...eachUnit(startSeconds, endSeconds, (seconds) => formatBars(map, seconds)),
      ...eachUnit(start, end, (seconds) => formatTimecode(seconds, frameRate)),
    ];
  });
  return [COLUMNS, ...rows].map(writeCsvRow).join('');
}

/** One line of fields, quoted where they need it. */
export function writeCsvRow(fields: readonly string[]): string {
  return `${fields.map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',')}\r\n`;
}
