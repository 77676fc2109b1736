/** Markers and regions as REAPER's Region/Marker Manager exports and imports them. Source: REAPER user guide, "Region/Marker Manager". */

import { formatMinutes } from '../../clock.js';
import type { Annotations } from '../annotations.js';
import type { ExportOptions } from '../export-options.js';
import { type Marker, markersOf, SECTION_COLOURS } from '../markers.js';
import { formatBars, formatBarsLength, makeTempoMap } from '../times/tempo-map.js';
import { formatTimecode } from '../times/timecode.js';
import { writeCsvRow } from './csv.js';

/** How a moment and a length are written. */
interface TimeWriting {
  moment(seconds: number): string;
  length(startSeconds: number, endSeconds: number): string;
}

/** Regions R1, R2, … for spans, markers M1, M2, … for moments; REAPER reads times in the unit of the project's ruler. */
export function writeReaperCsv(song: Annotations, options: ExportOptions = {}): string {
  const writing = chooseWriting(song, options);
  const rows = markersOf(song, options.marked).map((marker, i) => {
    const { name, startSeconds, endSeconds } = marker;
    const isSpan = endSeconds > startSeconds;
    return [
      `${isSpan ? 'R' : 'M'}${i + 1}`,
      name,
      writing.moment(startSeconds),
      isSpan ? writing.moment(endSeconds) : '',
      isSpan ? writing.length(startSeconds, endSeconds) : '',
      colourOf(marker),
    ];
  });
  return [['#', 'Name', 'Start', 'End', 'Length', 'Color'], ...rows].map(writeCsvRow).join('');
}

function chooseWriting(song: Annotations, options: ExportOptions): TimeWriting {
  const { timeUnit = 'seconds', offsetSeconds = 0, frameRate = '25' } = options;
  if (timeUnit === 'bars') {
    const map = makeTempoMap(song);
    return {
      moment: (seconds) => formatBars(map, seconds),
      length: (start, end) => formatBarsLength(map, start, end),
    };
  }
  const formats = {
    seconds: formatMinutes,
    samples: (seconds: number) => String(Math.round(seconds * song.sampleRateHz)),
    timecode: (seconds: number) => formatTimecode(seconds, frameRate),
  };
  const format = formats[timeUnit];
  return { moment: (seconds) => format(seconds + offsetSeconds), length: (start, end) => format(end - start) };
}

function colourOf({ function: role }: Marker): string {
  return role ? Buffer.from(SECTION_COLOURS[role]).toString('hex').toUpperCase() : '';
}
