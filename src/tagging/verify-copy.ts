/** The last look at a tagged copy, by a reader that is not ours, before it takes the place of somebody's file. */
import { isDeepStrictEqual } from 'node:util';
import { parseFile } from 'music-metadata';
import { hashEncodedAudio } from '../audio/track-id.js';
import { CollapError } from '../errors.js';
import type { TagField } from './tag-fields.js';

interface NativeTag {
  readonly id: string;
  readonly value: unknown;
}

/** Names under which music-metadata shows the fields that we write, in any of the formats. */
const NATIVE_IDS: Readonly<Record<string, RegExp>> = {
  genre: /^(TCON|TCO|GENRE|\xa9gen|gnre)$/i,
  mood: /(^TMOO|MOOD)$/i,
  bpm: /(^TBPM|^TBP|BPM|^tmpo|^TEMPO)$/i,
  key: /(^TKEY|^TKE|initialkey|(^|:)key)$/i,
  chapters: /^(CHAP|CTOC|CHAPTER\d{2,3}(NAME|URL)?)$/i,
  comment: /^(COMM|COM|COMMENT|DESCRIPTION|\xa9cmt)(:|$)/i,
};

/**
 * @param original - the file; @param copy - with other values in the given fields.
 * @throws {@link CollapError} `E_TAG_UNSAFE` when the encoded audio differs, or any tag that was not to be changed, or where that cannot be told.
 */
export async function verifyCopy(original: string, copy: string, fields: readonly TagField[]): Promise<void> {
  const [before, after] = await Promise.all([original, copy].map(hashEncodedAudio));
  if (before !== after) throw unsafe(original, 'its audio would not stay the same');
  const [old, made] = await Promise.all([readNativeTags(original), readNativeTags(copy)]).catch((cause) => {
    throw unsafe(original, `another reader cannot check its tags (${cause.message})`, cause);
  });
  const isOurs = ({ id }: NativeTag) => fields.some((field) => matches(field, id));
  const lost = differenceOf(old, made).filter((tag) => !isOurs(tag));
  const added = differenceOf(made, old).filter((tag) => !isOurs(tag));
  const [odd] = [...lost, ...added];
  if (odd) throw unsafe(original, `the tag ${odd.id}, which nobody asked to change, would be another`);
}

function matches(field: TagField, id: string): boolean {
  const names = Object.hasOwn(NATIVE_IDS, field) ? NATIVE_IDS[field] : undefined; // a field may be called `constructor`
  return names?.test(id) ?? id.toLowerCase().endsWith(field.toLowerCase());
}

async function readNativeTags(path: string): Promise<NativeTag[]> {
  const { native } = await parseFile(path);
  return Object.values(native).flat();
}

/** What is in `tags` more often than in `others`. */
function differenceOf(tags: readonly NativeTag[], others: readonly NativeTag[]): NativeTag[] {
  const left = [...others];
  return tags.filter((tag) => {
    const same = left.findIndex((other) => isDeepStrictEqual(other, tag));
    if (same >= 0) left.splice(same, 1);
    return same < 0;
  });
}

function unsafe(path: string, reason: string, cause?: unknown): CollapError {
  return new CollapError(
    'E_TAG_UNSAFE',
    `${path} was not tagged: ${reason}. Nothing was changed.`,
    'Tag it with another program, and report it with the kind of file it is.',
    { cause },
  );
}
