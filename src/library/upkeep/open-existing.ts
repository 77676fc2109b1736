import { CollapError } from '../../errors.js';
import { homeOf } from '../generations.js';
import { readLibraryCard } from '../library-card.js';
import { guardLibrary } from '../library-error.js';
import { type LibraryTables, openTables } from '../tables.js';

/**
 * Runs an action on the tables of a library that is there, whichever model its vectors are of.
 *
 * @throws {@link CollapError} `E_NOT_FOUND` where there is no library, `E_LIBRARY`.
 */
export function withExistingTables<T>(dir: string, action: (tables: LibraryTables) => Promise<T>): Promise<T> {
  return guardLibrary(dir, async () => {
    const home = await homeOf(dir);
    const card = await readLibraryCard(home);
    if (card === null)
      throw new CollapError(
        'E_NOT_FOUND',
        `There is no library in ${dir}.`,
        'Name its folder by --library, or make one with `collap index`.',
      );
    return action(await openTables(home, card.model, card.embeddingSize));
  });
}
