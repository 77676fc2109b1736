import type { Segment } from '../../types.js';
import type { TimelineSection } from '../picture/timeline.js';

/** "AA" of "AA · chorus". */
export const letterOf = (label: string): string => /^[A-Z]+/.exec(label)?.[0] ?? label.charAt(0);

/** Sections as a picture names them: what repeats shares a letter and a tone. */
export function sectionsOf(segments: readonly Segment[]): TimelineSection[] {
  const letters = [...new Set(segments.map(({ label }) => label))];
  return segments.map(({ startSeconds, endSeconds, label, function: use }) => ({
    startSeconds,
    endSeconds,
    label: `${label} · ${use}`,
    tone: letters.indexOf(label),
  }));
}
