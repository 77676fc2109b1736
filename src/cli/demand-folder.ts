import { CollapError } from '../errors.js';

/**
 * What scripts give for a folder where a variable of theirs is not set is no folder, least of all the one they stand in.
 *
 * @param what - for people, such as `--library`.
 * @throws {@link CollapError} `E_USAGE`.
 */
export function demandFolder(folder: string, what: string): string {
  if (folder !== '') return folder;
  throw new CollapError(
    'E_USAGE',
    `${what} is empty, and names no folder.`,
    'Write a path, or check the variable it comes from.',
  );
}
