import { readFile } from 'node:fs/promises';
import { CollapError } from '../errors.js';
import type { Terminal } from './terminal.js';

/**
 * The description that a command was given: as an argument, `-` for stdin, or a file.
 *
 * @throws {@link CollapError} `E_USAGE` when there is none or more than one, `E_NOT_FOUND` when the file cannot be read.
 */
export async function readDescription(
  argument: string | undefined,
  file: string | undefined,
  terminal: Terminal,
): Promise<string> {
  const remedy = 'Give it as an argument, as `-` for stdin, or by --description-file.';
  if (file !== undefined && argument !== undefined) {
    throw new CollapError(
      'E_USAGE',
      'The description was given twice: as an argument and by --description-file.',
      remedy,
    );
  }
  if (file !== undefined) {
    return readFile(file, 'utf8').catch((cause) => {
      throw new CollapError('E_NOT_FOUND', `The description file ${file} cannot be read.`, remedy, { cause });
    });
  }
  if (argument === undefined) throw new CollapError('E_USAGE', 'No description was given.', remedy);
  return argument === '-' ? terminal.readStdin() : argument;
}
