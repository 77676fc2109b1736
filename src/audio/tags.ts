import { type ICommonTagsResult, parseFile } from 'music-metadata';
import { CollapError } from '../errors.js';
import { AudioFile } from './audio-file.js';

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

/** Longer than any title; a hostile tag must not fill the library. */
const MAX_TEXT_CHARACTERS = 500;
/** Longest wait for a damaged file. */
const MAX_SECONDS = 10;

/** Ogg files say their length only at their end, which is looked at on request. */
const isOgg = (path: string): boolean => /\.(ogg|oga|opus|spx)$/i.test(path);

function cleanText(text: unknown): string | null {
  if (typeof text !== 'string') return null;
  const clean = text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_TEXT_CHARACTERS);
  return clean === '' ? null : Buffer.from(clean).toString(); // a cut surrogate pair becomes a replacement character
}

const positive = (value: unknown): number | null => {
  const number = Number(value);
  return Number.isFinite(number) && number > 0 ? number : null;
};

/** Waits for a promise, but not longer than damaged files deserve. */
async function within<T>(seconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no tags within ${seconds} s`)), seconds * 1000);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

function pickTags(common: ICommonTagsResult, duration: number | undefined): SongTags {
  const names = common.genre?.map(cleanText).filter((name) => name !== null) ?? [];
  return {
    title: cleanText(common.title),
    artist: cleanText(common.artist),
    album: cleanText(common.album),
    genre: [...new Set(names)],
    year: positive(common.year),
    bpm: positive(common.bpm),
    key: cleanText(common.key),
    durationSeconds: positive(duration),
  };
}

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
  try {
    const { common, format } = await within(MAX_SECONDS, parseFile(path, { skipCovers: true, duration: isOgg(path) }));
    return pickTags(common, format.duration);
  } catch {
    return NO_TAGS; // tags are a help, not a condition: the decoder says what is wrong with the file
  }
}
