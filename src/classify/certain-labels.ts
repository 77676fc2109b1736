/** Which of the labels a song may be said to have. */
import type { TimeSpan } from '../types.js';
import type { GroupProbabilities, LabelProbability } from './score-labels.js';

/** What denies the other labels of its group: nobody sings in instrumental music. */
const INSTRUMENTAL = 'instrumental';

/**
 * @param least - the probability from which a label counts as certain: the card's `certainLabel`.
 * @returns those that are certain, in their order; of "instrumental" and voices, which cannot both hold, the more probable.
 */
export function certainLabels(labels: readonly LabelProbability[], least: number): LabelProbability[] {
  const certain = labels.filter(({ probability }) => probability >= least);
  const best = Math.max(...certain.map(({ probability }) => probability));
  const denying = certain.find(({ label }) => label === INSTRUMENTAL);
  if (denying === undefined || certain.length === 1) return certain;
  return certain.filter((label) => (label === denying) === (denying.probability === best));
}

/** @returns the groups of which no label is certain. */
export function unsureGroups(groups: GroupProbabilities, least: number): string[] {
  return Object.keys(groups).filter((group) => !certainLabels(groups[group] ?? [], least).length);
}

/** Where in a song one label is certain. */
export interface LabelSpan extends TimeSpan {
  readonly group: string;
  readonly label: string;
  /** Mean over the sections of the span, weighted by their length. */
  readonly probability: number;
}

/** @returns a span for every unbroken run of sections in which a label is certain, by group and time. */
export function findLabelSpans(
  sections: readonly (TimeSpan & { readonly groups: GroupProbabilities })[],
  least: number,
): LabelSpan[] {
  const finished: LabelSpan[] = [];
  const open = new Map<string, LabelSpan>();
  for (const { startSeconds, endSeconds, groups } of sections) {
    const here = new Map<string, LabelSpan>();
    for (const [group, labels] of Object.entries(groups)) {
      for (const { label, probability } of certainLabels(labels, least)) {
        const span = { group, label, startSeconds, endSeconds, probability };
        const name = JSON.stringify([group, label]);
        const before = open.get(name);
        here.set(name, before ? joinSpans(before, span) : span);
      }
    }
    for (const [name, span] of open) if (!here.has(name)) finished.push(span);
    open.clear();
    for (const [name, span] of here) open.set(name, span);
  }
  const order = Object.keys(sections[0]?.groups ?? {});
  return [...finished, ...open.values()].sort(
    (a, b) => order.indexOf(a.group) - order.indexOf(b.group) || a.startSeconds - b.startSeconds,
  );
}

function joinSpans(first: LabelSpan, second: LabelSpan): LabelSpan {
  const [a, b] = [first, second].map(({ startSeconds, endSeconds }) => endSeconds - startSeconds) as [number, number];
  const probability = (first.probability * a + second.probability * b) / Math.max(1e-9, a + b);
  return { ...first, endSeconds: second.endSeconds, probability };
}
