/** ID3v2 where it stands by itself: in front of MPEG audio and of raw AAC. */
import type { AudioFile } from '../../audio/audio-file.js';
import { type Piece, replaceSpan } from '../file-pieces.js';
import { damagedTags, type TagStore } from '../tag-fields.js';
import { changeId3Chapters, readId3Chapters } from './id3-chapters.js';
import { changeId3Fields, readId3Field } from './id3-fields.js';
import { ID3_HEAD_BYTES, type Id3Frame, type Id3Tag, id3Bytes, NO_ID3_TAG, parseId3, serialiseId3 } from './id3-tag.js';

/** Room for the next changes: they then move no audio. */
const PADDING_BYTES = 1024;

export async function openId3Store(file: AudioFile): Promise<TagStore> {
  const bytes = id3Bytes(await file.read(0, ID3_HEAD_BYTES)) ?? 0;
  const tag = readId3(file.path, await file.read(0, bytes));
  return id3Store(tag, (frames) => replaceSpan(file.size, 0, bytes, serialiseId3(tag, frames, PADDING_BYTES)));
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

export function id3Store(tag: Id3Tag, place: (frames: readonly Id3Frame[]) => readonly Piece[]): TagStore {
  return {
    kind: `ID3v2.${tag.version}`,
    read: (field) => readId3Field(tag, field),
    readChapters: async () => readId3Chapters(tag),
    async rewrite(changes, chapters) {
      const frames = changeId3Fields(tag, changes);
      return place(chapters ? changeId3Chapters(tag, frames, chapters) : frames);
    },
  };
}
