/** What differs between what is proposed and what a file says. */
import { isDeepStrictEqual } from 'node:util';
import { type Chapter, describeChapter } from './chapter.js';
import type { TagProposals } from './propose-tags.js';
import { CHAPTERS, type TagChanges, type TagField, type TagStore } from './tag-fields.js';
import type { LeftOutField, TagRules } from './tag-rules.js';

export interface TagChange {
  readonly field: TagField;
  /** Empty where the field is missing. Of chapters, one text each: `00:01:10.250 Verse 1`. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly probability: number | null;
}

export interface TagPlan {
  readonly changes: readonly TagChange[];
  readonly leftOut: readonly LeftOutField[];
}

export async function planChanges(tags: TagStore, proposed: TagProposals, { onlyMissing }: TagRules): Promise<TagPlan> {
  const changes: TagChange[] = [];
  const leftOut = [...proposed.leftOut];
  for (const { field, before, after, probability } of await compare(tags, proposed)) {
    if (isDeepStrictEqual(before, after)) continue;
    if (onlyMissing && before.length > 0)
      leftOut.push({ field, reason: 'it holds a value, and only missing ones are asked for' });
    else changes.push({ field, before, after, probability });
  }
  return { changes, leftOut };
}

/** What is proposed beside what stands in the file. */
async function compare(tags: TagStore, { proposals, chapters }: TagProposals): Promise<TagChange[]> {
  const texts = proposals.map(({ field, value, probability }) => {
    return { field, before: [...tags.read(field)], after: [value], probability };
  });
  if (chapters === null) return texts;
  const before = ((await tags.readChapters()) ?? []).map(describeChapter);
  return [...texts, { field: CHAPTERS, before, after: chapters.map(describeChapter), probability: null }];
}

/** What a file's tags are to be rewritten with. */
export interface Rewriting {
  readonly changes: TagChanges;
  /** Only where they change. */
  readonly chapters?: readonly Chapter[];
}

export function asRewriting({ changes }: TagPlan, { chapters }: TagProposals): Rewriting {
  const texts = changes.filter(({ field }) => field !== CHAPTERS);
  const hasChapters = texts.length < changes.length && chapters !== null;
  return { changes: new Map(texts.map(({ field, after }) => [field, after])), ...(hasChapters && { chapters }) };
}
