import { formatClock } from '../../clock.js';
import { toOneLine } from '../../one-line.js';
import type { Annotations } from '../annotations.js';
import type { ExportOptions } from '../export-options.js';
import { markersOf } from '../markers.js';

/** A moment is shown so long, or until the next one: a cue must not end where it starts. */
const MOMENT_SECONDS = 0.2;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Chapters for web players, one numbered cue each. Source: W3C WebVTT. */
export function writeWebVtt(song: Annotations, { marked, offsetSeconds = 0 }: ExportOptions = {}): string {
  const markers = markersOf(song, marked);
  const cues = markers.map(({ startSeconds, endSeconds, name }, i) => {
    const next = markers[i + 1]?.startSeconds ?? Number.POSITIVE_INFINITY;
    const end = endSeconds > startSeconds ? endSeconds : Math.min(startSeconds + MOMENT_SECONDS, next);
    const times = [startSeconds, end].map((seconds) => formatClock(seconds + offsetSeconds));
    const text = toOneLine(name).replace(/[&<>]/g, (sign) => ENTITIES[sign] as string);
    return `${i + 1}\n${times.join(' --> ')}\n${text}\n`;
  });
  return ['WEBVTT\n', ...cues].join('\n');
}
