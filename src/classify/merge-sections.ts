/** Sections of a song as they are labelled: those of its structure, joined where nothing differs. */
import type { TimeSpan } from '../types.js';
import { certainLabels } from './certain-labels.js';
import type { Energy } from './measure-energy.js';
import type { GroupProbabilities } from './score-labels.js';

/** What is heard over one span. */
export interface SpanLabels {
  readonly groups: GroupProbabilities;
  readonly energy: Energy;
}

export interface LabelledSection extends TimeSpan, SpanLabels {}

/**
 * @param spans - in playing order, without gaps.
 * @param least - the probability from which a label counts as certain.
 * @param classifySpan - what is heard over a span.
 * @returns sections without gaps; each differs from the next in a leading or certain label, or in its level of energy.
 */
export function mergeSections(
  spans: readonly TimeSpan[],
  least: number,
  classifySpan: (span: TimeSpan) => SpanLabels,
): LabelledSection[] {
  const merged: (TimeSpan & { readonly character: string })[] = [];
  for (const span of spans) {
    const character = characterOf(classifySpan(span), least);
    const last = merged.at(-1);
    if (last?.character === character) merged[merged.length - 1] = { ...last, endSeconds: span.endSeconds };
    else merged.push({ ...span, character });
  }
  return merged.map(({ startSeconds, endSeconds }) => ({
    startSeconds,
    endSeconds,
    ...classifySpan({ startSeconds, endSeconds }),
  }));
}

/** Two spans of one character have nothing that tells them apart. */
function characterOf({ groups, energy }: SpanLabels, least: number): string {
  const labels = Object.entries(groups).map(([group, scored]) => {
    const certain = certainLabels(scored, least).map(({ label }) => label);
    return [group, scored[0]?.label, certain.sort()];
  });
  return JSON.stringify([energy.level, labels]);
}

/** About the length of a short section; single clips would flicker. */
const STRETCH_SECONDS = 30;

/** Equal stretches, for songs whose structure is not known. */
export function cutStretches(durationSeconds: number): TimeSpan[] {
  const count = Math.max(1, Math.round(durationSeconds / STRETCH_SECONDS));
  const edge = (index: number) => (index / count) * durationSeconds;
  return Array.from({ length: count }, (_, index) => ({ startSeconds: edge(index), endSeconds: edge(index + 1) }));
}
