/** Embeds the songs that a manifest names; what cannot be read is set aside with its reason. */
import { hashEncodedAudio } from '../audio/track-id.js';
import { type EmbedDependencies, embedSong } from '../embed/embed-song.js';
import { asCollapError, CollapError, type ErrorCode, throwIfCancelled } from '../errors.js';
import type { ProgressListener } from '../types.js';
import type { SongCache } from './song-cache.js';
import type { SongForm } from './song-form.js';

/** Songs at hand at once: while one is decoded, another is in the model. */
const CONCURRENT_SONGS = 3;
/** Failures that are not the song's own: going on would only repeat them. */
const FATAL: ReadonlySet<ErrorCode> = new Set(['E_CANCELLED', 'E_MODEL', 'E_DEVICE', 'E_INTERNAL']);

export interface HearOptions<Song> extends Pick<EmbedDependencies, 'decoders' | 'model'> {
  readonly cache: SongCache<Song>;
  readonly form: SongForm<Song>;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ProgressListener | undefined;
}

/** @returns for every absolute path given, its song or the error that kept it out; each file is heard once. */
export async function hearSongs<Song>(
  paths: readonly string[],
  options: HearOptions<Song>,
): Promise<Map<string, Song | CollapError>> {
  const left = [...new Set(paths)];
  const total = left.length;
  const heard = new Map<string, Song | CollapError>();
  const work = async () => {
    for (let path = left.shift(); path !== undefined; path = left.shift()) {
      throwIfCancelled(options.signal);
      heard.set(path, await hearOrExplain(path, options));
      options.onProgress?.({ done: heard.size, total, message: path });
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT_SONGS }, work));
  return heard;
}

/** A cache that cannot be used is no fault of the song: what it throws ends the run. */
async function hearOrExplain<Song>(
  path: string,
  { decoders, model, cache, form, signal }: HearOptions<Song>,
): Promise<Song | CollapError> {
  const trackId = await explained(() => hashEncodedAudio(path));
  if (trackId instanceof CollapError) return trackId;
  const known = await cache.read(trackId);
  if (known) return known;
  const heard = await explained(async () => form.summarise(await embedSong(path, { decoders, model, signal })));
  if (!(heard instanceof CollapError)) await cache.write(trackId, heard);
  return heard;
}

/** @returns the error of a song that has to be left out. @throws {@link CollapError} any other. */
async function explained<T>(work: () => Promise<T>): Promise<T | CollapError> {
  try {
    return await work();
  } catch (error) {
    const failure = asCollapError(error);
    if (FATAL.has(failure.code)) throw failure;
    return failure;
  }
}
