/** ID3v2 where it stands by itself: in front of MPEG audio and of raw AAC. */
import type { AudioFile } from '../../audio/audio-file.js';
import { type Piece, replaceSpan } from '../file-pieces.js';
import { damagedTags, isStandardField, type StandardField, type TagField, type TagStore } from '../tag-fields.js';
import { changeId3Chapters, readId3Chapters } from './id3-chapters.js';
import { changeId3Fields, readId3Field } from './id3-fields.js';
import { ID3_HEAD_BYTES, type Id3Frame, type Id3Tag, id3Bytes, NO_ID3_TAG, parseId3, serialiseId3 } from './id3-tag.js';
import { readId3v1 } from './id3v1.js';

/** Room for the next changes: they then move no audio. */
const PADDING_BYTES = 1024;

export async function openId3Store(file: AudioFile): Promise<TagStore> {
  const bytes = id3Bytes(await file.read(0, ID3_HEAD_BYTES)) ?? 0;
  const tag = readId3(file.path, await file.read(0, bytes));
  const place = (frames: readonly Id3Frame[]) =>
    replaceSpan(file.size, 0, bytes, serialiseId3(tag, frames, PADDING_BYTES));
  return id3Store(tag, place, await readId3v1(file));
}

/** @param bytes - a whole tag, or nothing. @throws {@link CollapError} `E_TAG_DAMAGED`. */
export function readId3(path: string, bytes: Buffer): Id3Tag {
  if (bytes.length === 0) return NO_ID3_TAG;
  try {
    return parseId3(bytes);
  } catch (cause) {
    throw damagedTags(path, `ID3v2: ${(cause as Error).message}`, cause);
  }
}

/** What tags of an older kind beside ID3v2 say. They are read where ID3v2 says nothing, and never written. */
export type OlderTags = Readonly<Partial<Record<StandardField, readonly string[]>>>;

export function id3Store(
  tag: Id3Tag,
  place: (frames: readonly Id3Frame[]) => readonly Piece[],
  older: OlderTags = {},
): TagStore {
  const read = (field: TagField): readonly string[] => {
    const values = readId3Field(tag, field);
    return values.length > 0 || !isStandardField(field) ? values : (older[field] ?? []);
  };
  return {
    kind: `ID3v2.${tag.version}`,
    read,
    readChapters: async () => readId3Chapters(tag),
    async rewrite(changes, chapters) {
      const frames = changeId3Fields(tag, changes);
      return place(chapters ? changeId3Chapters(tag, frames, chapters) : frames);
    },
  };
}
