/** The last look at a tagged copy, by a reader that is not ours, before it takes the place of somebody's file. */
import { compareTags } from '../audio/tags-thread.js';
import { hashEncodedAudio } from '../audio/track-id.js';
import { CollapError } from '../errors.js';
import type { TagField } from './tag-fields.js';

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
  const differing = await compareTags(original, copy);
  if (differing === null) throw unsafe(original, 'another reader cannot check its tags, within time and memory');
  const odd = differing.find((id) => !fields.some((field) => matches(field, id)));
  if (odd !== undefined) throw unsafe(original, `the tag ${odd}, which nobody asked to change, would be another`);
}

function matches(field: TagField, id: string): boolean {
  const names = Object.hasOwn(NATIVE_IDS, field) ? NATIVE_IDS[field] : undefined; // a field may be called `constructor`
  return names?.test(id) ?? id.toLowerCase().endsWith(field.toLowerCase());
}

function unsafe(path: string, reason: string): CollapError {
  return new CollapError(
    'E_TAG_UNSAFE',
    `${path} was not tagged: ${reason}. Nothing was changed.`,
    'Tag it with another program, and report it with the kind of file it is.',
  );
}
