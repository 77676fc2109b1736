import { writeFile } from 'node:fs/promises';
import { CollapError } from '../errors.js';

/** Writes one case a line; without a file, nothing. @throws {@link CollapError} `E_PERMISSION` when the file cannot be written. */
export async function writeCases(file: string | undefined, cases: readonly unknown[]): Promise<void> {
  if (file === undefined) return;
  await writeFile(file, cases.map((one) => `${JSON.stringify(one)}\n`).join('')).catch((cause) => {
    const message = `The cases cannot be written to ${file}: ${(cause as Error).message}.`;
    throw new CollapError('E_PERMISSION', message, 'Give a file in a folder that may be written.', { cause });
  });
}
