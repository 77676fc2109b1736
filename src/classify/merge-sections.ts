/** Sections of a song over which the same labels lead: equal stretches, merged where nothing changes. Legend: N = clips. */
import type { TimeSpan } from '../types.js';
import type { GroupProbabilities } from './score-labels.js';

/** About the length of a short section; single clips would flicker. */
const STRETCH_SECONDS = 30;
/** Labels a section shows of every group: the song as a whole shows all of them. */
const SECTION_LABELS = 3;

export interface LabelledSection extends TimeSpan {
  readonly groups: GroupProbabilities;
}

export interface ClipTimes {
  /** N start times in playing order, in seconds. */
  readonly clipStarts: readonly number[];
  readonly durationSeconds: number;
}

/**
 * @param classifyClips - probabilities over the clips `from` to `to` (exclusive) taken together.
 * @returns sections without gaps, from 0 to the end of the song; each differs from the next in a leading label.
 */
export function mergeSections(
  { clipStarts, durationSeconds }: ClipTimes,
  classifyClips: (from: number, to: number) => GroupProbabilities,
): LabelledSection[] {
  const merged: { from: number; to: number; leaders: string }[] = [];
  for (const [from, to] of cutStretches(clipStarts)) {
    const leaders = leadersOf(classifyClips(from, to));
    const last = merged.at(-1);
    if (last?.leaders === leaders) last.to = to;
    else merged.push({ from, to, leaders });
  }
  return merged.map(({ from, to }, index) => ({
    startSeconds: index === 0 ? 0 : Math.min(clipStarts[from] as number, durationSeconds),
    endSeconds: Math.min(clipStarts[to] ?? durationSeconds, durationSeconds),
    groups: shorten(classifyClips(from, to)),
  }));
}

/** Equal parts of the song, in clips: `[from, to)`, none empty. */
function cutStretches(clipStarts: readonly number[]): [number, number][] {
  const count = clipStarts.length;
  const hopSeconds = count > 1 ? (clipStarts[1] as number) - (clipStarts[0] as number) : STRETCH_SECONDS;
  const stretches = Math.max(1, Math.min(count, Math.round((count * hopSeconds) / STRETCH_SECONDS)));
  const edge = (index: number) => Math.round((index * count) / stretches);
  return Array.from({ length: stretches }, (_, index) => [edge(index), edge(index + 1)]);
}

function leadersOf(groups: GroupProbabilities): string {
  return JSON.stringify(Object.entries(groups).map(([group, labels]) => [group, labels[0]?.label]));
}

function shorten(groups: GroupProbabilities): GroupProbabilities {
  return Object.fromEntries(Object.entries(groups).map(([group, labels]) => [group, labels.slice(0, SECTION_LABELS)]));
}
