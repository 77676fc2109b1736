import { stat } from 'node:fs/promises';
import { hashEncodedAudio } from '../audio/track-id.js';
import type { Library } from './library.js';
import { textToPath } from './path-text.js';
import { withReadableText } from './readable-path.js';

/**
 * Whether what the library knows of a file is still about that file: its tags may have changed since, its audio may not.
 * Costs a `stat`, and reading the file once where its size or time of change differ.
 *
 * @param path - absolute.
 * @returns true also for a file that is gone, or that the library does not know: there is no other audio in its place.
 * @throws {@link CollapError} the codes of {@link hashEncodedAudio}.
 */
export async function isAsIndexed(library: Pick<Library, 'filesUnder'>, path: string): Promise<boolean> {
  const record = (await library.filesUnder([path])).find((known) => known.path === path);
  if (record?.state !== 'ready') return true;
  const now = await stat(await textToPath(path)).catch(() => null);
  if (now === null || (now.size === record.sizeBytes && now.mtimeMs === record.mtimeMs)) return true;
  return (await withReadableText(path, hashEncodedAudio)) === record.trackId;
}
