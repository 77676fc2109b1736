import { existsSync } from 'node:fs';
import { asCollapError } from '../../errors.js';
import { placeOfTables } from '../../remote-library.js';
import { formatBytes } from '../output/format-bytes.js';
import type { CommandContext } from '../shell.js';
import { withWorkspace } from '../with-workspace.js';
import { type Check, failed, missing, passed } from './check.js';

/** Opens the library when there is one; a library that is not there yet is no fault. */
export async function checkLibrary(context: Pick<CommandContext, 'config'>): Promise<Check> {
  const { libraryDir } = context.config;
  const place = placeOfTables(libraryDir);
  if (!existsSync(libraryDir)) {
    return missing('library', `none yet at ${place}`, 'Run `collap index ~/Music` to make one.');
  }
  try {
    const status = await withWorkspace(context, async (workspace) => (await workspace.records()).status());
    const size = formatBytes(status.diskBytes);
    return passed(
      'library',
      `${status.tracks} songs in ${status.files} files, ${status.failed} failed; ${size} in ${place}`,
    );
  } catch (error) {
    const { code, message, remedy } = asCollapError(error);
    return failed('library', code, message, remedy);
  }
}
