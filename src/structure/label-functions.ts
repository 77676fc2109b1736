/** What sections are for, from where they stand, how often they return and how loud they are. */
import type { SegmentFunction, TimeSpan } from '../types.js';

export interface LetteredSection extends TimeSpan {
  readonly label: string;
  /** Mean loudness in LUFS. */
  readonly lufs: number;
}

/** Share of the song in which a first section that does not return is an introduction, and likewise at the end. */
const EDGE_SHARE = 0.15;

/**
 * Rules of pop songs, for models without a learned head.
 * Source: order and frequency of functions in the Harmonix Set (Nieto et al. 2019).
 */
export function labelFunctions(sections: readonly LetteredSection[]): SegmentFunction[] {
  const total = (sections.at(-1)?.endSeconds ?? 0) - (sections[0]?.startSeconds ?? 0);
  const chorus = findChorus(sections);
  return sections.map((section, index) => {
    const share = (section.endSeconds - section.startSeconds) / Math.max(1e-9, total);
    const returns = sections.filter((other) => other.label === section.label).length;
    const isEdge = share <= EDGE_SHARE && section.label !== chorus && sections.length > 2;
    if (index === 0 && isEdge) return 'intro';
    if (index === sections.length - 1 && isEdge) return 'outro';
    if (section.label === chorus) return 'chorus';
    if (returns > 1 || sections.length <= 2) return 'verse';
    return index > sections.length / 2 ? 'bridge' : 'verse';
  });
}

/** The letter that returns most, among those as loud as the mean; the louder of two. */
function findChorus(sections: readonly LetteredSection[]): string | null {
  const letters = [...new Set(sections.map((section) => section.label))].map((label) => {
    const own = sections.filter((section) => section.label === label);
    return { label, count: own.length, lufs: own.reduce((sum, { lufs }) => sum + lufs, 0) / own.length };
  });
  const mean = letters.reduce((sum, { lufs }) => sum + lufs, 0) / Math.max(1, letters.length);
  const candidates = letters.filter(({ count, lufs }) => count > 1 && lufs >= mean);
  candidates.sort((a, b) => b.count - a.count || b.lufs - a.lufs);
  return candidates[0]?.label ?? null;
}
