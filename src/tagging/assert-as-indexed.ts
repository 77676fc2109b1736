import { CollapError } from '../errors.js';
import { isAsIndexed } from '../library/as-indexed.js';
import type { Library } from '../library/library.js';
import type { Workspace } from '../library/workspace.js';

/**
 * Checks that the library's opinion of a file is still about that file. A file that the library does not know passes: it is heard anew.
 *
 * @throws {@link CollapError} `E_CHANGED` when the audio is another than the one that was indexed.
 */
export async function assertAsIndexed(workspace: Workspace, path: string): Promise<void> {
  const library = await openedLibrary(workspace);
  if (library === null || (await isAsIndexed(library, path))) return;
  throw new CollapError(
    'E_CHANGED',
    `${path} holds other audio than when it was indexed. Nothing was changed.`,
    `Listen to it anew: collap index ${JSON.stringify(path)}.`,
  );
}

/** A library that cannot be opened, or that another model filled, has no opinion: null. */
async function openedLibrary(workspace: Workspace): Promise<Library | null> {
  try {
    return await workspace.library();
  } catch (error) {
    if (error instanceof CollapError && (error.code === 'E_LIBRARY' || error.code === 'E_MODEL_MISMATCH')) return null;
    throw error;
  }
}
