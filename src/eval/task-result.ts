/** What a task measured; `runEval` adds whose figures they are. */
import { bootstrapIntervals, type Interval } from './metrics/bootstrap.js';

export interface TaskResult {
  /** Cases that were measured. */
  readonly n: number;
  /** Figures by name, as the document shows them. */
  readonly result: Readonly<Record<string, unknown>>;
  readonly ci95: Readonly<Record<string, Interval>>;
  readonly groups: Readonly<Record<string, unknown>>;
}

/** @returns the figures of every group's cases; cases without a group belong to none. */
export function measureGroups<T extends { readonly group: string | null }, R>(
  cases: readonly T[],
  measure: (part: readonly T[]) => R,
): Record<string, R> {
  const named = [...groupsOf(cases)].flatMap(([group, part]) =>
    group === null ? [] : [[group, measure(part)] as const],
  );
  return Object.fromEntries(named);
}

/** @returns the cases by their groups, in order of appearance; those of none stand under null. */
export function groupsOf<T extends { readonly group: string | null }>(cases: readonly T[]): Map<string | null, T[]> {
  const groups = new Map<string | null, T[]>();
  for (const one of cases) {
    const part = groups.get(one.group);
    if (part) part.push(one);
    else groups.set(one.group, [one]);
  }
  return groups;
}

/** Intervals of all figures but the number of cases, which does not vary. */
export function intervalsOf<T>(
  cases: readonly T[],
  measure: (sample: readonly T[]) => object,
  prefix = '',
): Record<string, Interval> {
  const intervals = bootstrapIntervals(cases, (sample) => ({ ...measure(sample) }) as Record<string, number>);
  const varying = Object.entries(intervals).filter(([name]) => name !== 'n');
  return Object.fromEntries(varying.map(([name, interval]) => [prefix + name, interval]));
}
