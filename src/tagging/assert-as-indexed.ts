import { stat } from 'node:fs/promises';
import { hashEncodedAudio } from '../audio/track-id.js';
import { CollapError } from '../errors.js';
import type { FileRecord } from '../library/file-record.js';
import type { Workspace } from '../library/workspace.js';

/**
 * Checks that the library's opinion of a file is still about that file: tags may have changed since, the audio may not.
 * A file that the library does not know passes: it is heard anew.
 *
 * @throws {@link CollapError} `E_CHANGED` when the audio is another than the one that was indexed.
 */
export async function assertAsIndexed(workspace: Workspace, path: string): Promise<void> {
  const record = await findRecord(workspace, path);
  if (record?.state !== 'ready') return;
  const { size, mtimeMs } = await stat(path);
  if (size === record.sizeBytes && mtimeMs === record.mtimeMs) return;
  if ((await hashEncodedAudio(path)) === record.trackId) return;
  throw new CollapError(
    'E_CHANGED',
    `${path} holds other audio than when it was indexed. Nothing was changed.`,
    `Listen to it anew: collap index ${JSON.stringify(path)}.`,
  );
}

/** A library that cannot be opened, or that another model filled, has no opinion. */
async function findRecord(workspace: Workspace, path: string): Promise<FileRecord | undefined> {
  try {
    return (await (await workspace.library()).filesUnder([path])).find((record) => record.path === path);
  } catch (error) {
    if (error instanceof CollapError && (error.code === 'E_LIBRARY' || error.code === 'E_MODEL_MISMATCH'))
      return undefined;
    throw error;
  }
}
