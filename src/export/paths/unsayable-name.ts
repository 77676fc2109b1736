import { CollapError } from '../../errors.js';

/** A song whose file another program would not find by what the format can say. @param other - a format that can say it. */
export function unsayableName(path: string, format: string, other: string): CollapError {
  return new CollapError(
    'E_UNSUPPORTED',
    `The format ${format} cannot say the name of ${path}. Nothing was written.`,
    `Rename the file (names that are not UTF-8 with convmv), or take the format ${other}.`,
  );
}
