/** What differs between what is proposed and what a file says. */
import type { TagProposals } from './propose-tags.js';
import type { TagChanges, TagField, TagStore } from './tag-fields.js';
import type { LeftOutField, TagRules } from './tag-rules.js';

export interface TagChange {
  readonly field: TagField;
  /** Empty where the field is missing. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly probability: number | null;
}

export interface TagPlan {
  readonly changes: readonly TagChange[];
  readonly leftOut: readonly LeftOutField[];
}

export function planChanges(tags: TagStore, { proposals, leftOut }: TagProposals, { onlyMissing }: TagRules): TagPlan {
  const changes: TagChange[] = [];
  const left = [...leftOut];
  for (const { field, value, probability } of proposals) {
    const before = tags.read(field);
    if (before.length === 1 && before[0] === value) continue;
    if (onlyMissing && before.length > 0)
      left.push({ field, reason: 'it holds a value, and only missing ones are asked for' });
    else changes.push({ field, before, after: [value], probability });
  }
  return { changes, leftOut: left };
}

export function asTagChanges(changes: readonly TagChange[]): TagChanges {
  return new Map(changes.map(({ field, after }) => [field, after]));
}
