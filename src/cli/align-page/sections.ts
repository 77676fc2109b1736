import type { Segment } from '../../types.js';
import type { TimelineSection } from '../picture/timeline.js';

/** Sections as a picture names them: what repeats shares a letter and a tone. */
export function sectionsOf(segments: readonly Segment[]): TimelineSection[] {
  const letters = [...new Set(segments.map(({ label }) => label.charAt(0)))];
  return segments.map(({ startSeconds, endSeconds, label, function: use }) => ({
    startSeconds,
    endSeconds,
    label: `${label} · ${use}`,
    tone: letters.indexOf(label.charAt(0)),
  }));
}
