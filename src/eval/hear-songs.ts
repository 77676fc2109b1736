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

async function hearOrExplain<Song>(path: string, options: HearOptions<Song>): Promise<Song | CollapError> {
  try {
    return await hearSong(path, options);
  } catch (error) {
    const failure = explain(error, path);
    if (FATAL.has(failure.code)) throw failure;
    return failure;
  }
}

function explain(error: unknown, path: string): CollapError {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new CollapError('E_NOT_FOUND', `Nothing is at ${path}.`, 'Check --audio-root.', { cause: error });
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new CollapError('E_PERMISSION', `${path} may not be read.`, 'Give read permission.', { cause: error });
  }
  if (code === 'EISDIR') {
    return new CollapError('E_NOT_AUDIO', `${path} is a folder.`, 'Name an audio file.', { cause: error });
  }
  return asCollapError(error);
}

async function hearSong<Song>(
  path: string,
  { decoders, model, cache, form, signal }: HearOptions<Song>,
): Promise<Song> {
  const trackId = await hashEncodedAudio(path);
  const known = await cache.read(trackId);
  if (known) return known;
  const heard = form.summarise(await embedSong(path, { decoders, model, signal }));
  await cache.write(trackId, heard);
  return heard;
}
