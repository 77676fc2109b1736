import { CollapError } from '../errors.js';

/** Splits `a,b,c` into trimmed labels, each once. */
export function parseLabels(list: string): string[] {
  return [...new Set(list.split(',').map((label) => label.trim()))].filter(Boolean);
}

/**
 * Reads the values of `--labels`: `a,b` is the group `labels`, `mood=a,b` the group `mood`.
 *
 * @throws {@link CollapError} `E_USAGE` for a group with fewer than two labels: there would be nothing to choose.
 */
export function parseLabelGroups(lists: readonly string[]): Record<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const list of lists) {
    const [, name = 'labels', labels = ''] = /^(?:\s*([^=,]+?)\s*=)?(.*)$/s.exec(list) ?? [];
    groups.set(name, [...new Set([...(groups.get(name) ?? []), ...parseLabels(labels)])]);
  }
  for (const [name, labels] of groups) {
    if (labels.length >= 2) continue;
    const message = `The label group "${name}" has ${labels.length} label${labels.length === 1 ? '' : 's'}, and at least two are needed.`;
    throw new CollapError('E_USAGE', message, 'Write --labels calm,lively or --labels mood=calm,lively.');
  }
  return Object.fromEntries(groups);
}
