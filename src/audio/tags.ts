import { CollapError } from '../errors.js';
import { AudioFile } from './audio-file.js';
import { parseTags } from './tags-thread.js';

/** What a file says of its song; null where it says nothing. */
export interface SongTags {
  readonly title: string | null;
  readonly artist: string | null;
  readonly album: string | null;
  /** Empty where the file names none. */
  readonly genre: readonly string[];
  readonly year: number | null;
  readonly bpm: number | null;
  /** As written in the file, such as `Am` or `8A`. */
  readonly key: string | null;
  readonly durationSeconds: number | null;
}

const NO_TAGS: SongTags = {
  title: null,
  artist: null,
  album: null,
  genre: [],
  year: null,
  bpm: null,
  key: null,
  durationSeconds: null,
};

/**
 * Reads the tags of a song. A file without tags, or with tags that nobody can read, gives nulls.
 *
 * @throws {@link CollapError} `E_NOT_FOUND`, `E_PERMISSION`, when the file itself cannot be read.
 */
export async function readSongTags(path: string): Promise<SongTags> {
  try {
    await (await AudioFile.open(path)).close();
  } catch (cause) {
    if (cause instanceof CollapError && cause.code === 'E_EMPTY_FILE') return NO_TAGS;
    throw cause;
  }
  return (await parseTags(path)) ?? NO_TAGS; // tags are a help, not a condition: the decoder says what is wrong with the file
}
