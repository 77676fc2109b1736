/** What one song is, as a language model reads it: rounded, and within its budget. */
import type { SongClassification } from '../classify/classify-song.js';
import type { TimeSpan } from '../types.js';
import { estimateTokens, round, takeFitting } from './result-budget.js';

export interface FittedClassification extends SongClassification {
  /** What was left out; null where nothing was. */
  readonly note: string | null;
}

type Groups = SongClassification['groups'];

/**
 * @param top - labels of every group, the most probable first.
 * @returns the whole answer where it fits; otherwise without sections, with the first spans, then with fewer labels a group, the least
 *   probable left out, and at last with fewer groups. A note says so.
 */
export function fitClassification(found: SongClassification, top: number, maxTokens: number): FittedClassification {
  const rounded = { ...roundClassification(found, top), note: null };
  if (estimateTokens(rounded) <= maxTokens) return rounded;
  const spans = takeFitting(rounded.spans, maxTokens / 2);
  const names = Object.keys(rounded.groups);
  const longest = Math.max(...Object.values(rounded.groups).map((labels) => labels.length));
  const holding = (count: number, most: number): FittedClassification => {
    const kept = names.slice(0, count);
    const groups = Object.fromEntries(kept.map((name) => [name, (rounded.groups[name] ?? []).slice(0, most)]));
    const unsure = rounded.unsure.filter((name) => Object.hasOwn(groups, name));
    return {
      ...rounded,
      groups,
      unsure,
      sections: [],
      spans,
      note: noteOf(most < longest ? most : null, names.length - count),
    };
  };
  const fits = (count: number, most: number) => estimateTokens(holding(count, most)) <= maxTokens;
  const most = largest(1, longest, (labels) => fits(names.length, labels));
  const count = largest(0, names.length, (groups) => fits(groups, most));
  return holding(count, most);
}

/** The largest whole number of `least` to `greatest` that fits, where all below it fit, too; `least` where none does. */
function largest(least: number, greatest: number, fits: (value: number) => boolean): number {
  let [low, high] = [least, greatest];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** @param most - labels of each group that are left; null where all are. @param groups - how many groups were left out. */
function noteOf(most: number | null, groups: number): string {
  const gone = [
    'the sections',
    ...(most === null ? [] : [`all but the ${most} most probable labels of each group`]),
    ...(groups === 0 ? [] : [`the last ${groups} groups`]),
  ];
  return `One answer does not hold all of it; left out: ${gone.join(', ')}. \`collap classify --json\` gives everything.`;
}

/** Tenths of a second and two to four decimals of a share are all that the model can tell. */
function roundClassification(classified: SongClassification, top: number): SongClassification {
  const shortGroups = (given: Groups): Groups =>
    Object.fromEntries(
      Object.entries(given).map(([group, scored]) => {
        const best = [...scored].sort((a, b) => b.probability - a.probability).slice(0, top);
        return [group, best.map(({ label, probability }) => ({ label, probability: round(probability, 4) }))];
      }),
    );
  const shortEnergy = ({ value, level }: SongClassification['energy']) => ({ value: round(value, 2), level });
  const shortSpan = <T extends TimeSpan>(span: T): T => ({
    ...span,
    startSeconds: round(span.startSeconds, 1),
    endSeconds: round(span.endSeconds, 1),
  });
  return {
    ...classified,
    groups: shortGroups(classified.groups),
    energy: shortEnergy(classified.energy),
    sections: classified.sections.map((section) => ({
      ...shortSpan(section),
      groups: shortGroups(section.groups),
      energy: shortEnergy(section.energy),
    })),
    spans: classified.spans.map((span) => ({ ...shortSpan(span), probability: round(span.probability, 3) })),
  };
}
