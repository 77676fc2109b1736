/** Parses tags in a thread: a few megabytes of values keep the parser busy for hours, without a pause in which it could be stopped. */
import { parentPort } from 'node:worker_threads';
import { type ICommonTagsResult, parseFile } from 'music-metadata';
import { differingTags } from './native-tags.js';
import type { SongTags } from './tags.js';
import type { TagsTask } from './tags-thread.js';

/** Longer than any title; a hostile tag must not fill the library. */
const MAX_TEXT_CHARACTERS = 500;
const MAX_GENRES = 50;
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

function pickTags(common: ICommonTagsResult, duration: number | undefined): SongTags {
  const names = common.genre?.map(cleanText).filter((name) => name !== null) ?? [];
  return {
    title: cleanText(common.title),
    artist: cleanText(common.artist),
    album: cleanText(common.album),
    genre: [...new Set(names)].slice(0, MAX_GENRES),
    year: positive(common.year),
    bpm: positive(common.bpm),
    key: cleanText(common.key),
    durationSeconds: positive(duration),
  };
}

async function readTags(path: string): Promise<SongTags> {
  const { common, format } = await parseFile(path, { skipCovers: true, duration: isOgg(path) });
  return pickTags(common, format.duration);
}

parentPort?.on('message', async (task: TagsTask) => {
  const work = task.kind === 'read' ? readTags(task.path) : differingTags(task.original, task.copy);
  parentPort?.postMessage(await work.catch(() => null));
});
