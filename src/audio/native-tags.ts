/** Tags as a file holds them, before anybody gives them common names. */
import { createHash } from 'node:crypto';
import { serialize } from 'node:v8';
import { parseFile } from 'music-metadata';

/** @returns names of the tags that one of two files has, or has more often, than the other; a name for each such tag. */
export async function differingTags(original: string, copy: string): Promise<string[]> {
  const [before, after] = [countTags(await readNativeTags(original)), countTags(await readNativeTags(copy))];
  return [...surplusOf(before, after), ...surplusOf(after, before)];
}

interface NativeTag {
  readonly id: string;
  readonly value: unknown;
}

interface CountedTag {
  readonly id: string;
  count: number;
}

async function readNativeTags(path: string): Promise<NativeTag[]> {
  const { native } = await parseFile(path);
  return Object.values(native).flat();
}

/** By their bytes: of a million tags, each is compared with one and not with a million. */
function countTags(tags: readonly NativeTag[]): Map<string, CountedTag> {
  const counts = new Map<string, CountedTag>();
  for (const { id, value } of tags) {
    const key = createHash('sha256')
      .update(serialize([id, value]))
      .digest('base64');
    const known = counts.get(key);
    if (known) known.count++;
    else counts.set(key, { id, count: 1 });
  }
  return counts;
}

function surplusOf(tags: ReadonlyMap<string, CountedTag>, others: ReadonlyMap<string, CountedTag>): string[] {
  return [...tags].filter(([key, { count }]) => count > (others.get(key)?.count ?? 0)).map(([, { id }]) => id);
}
