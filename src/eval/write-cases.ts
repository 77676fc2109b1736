import { resolve } from 'node:path';
import { checkAgain, type SavedKind, saveAgain } from '../export/save-again.js';
import type { EvalOptions } from './eval-bench.js';

/** Told from manifests, which are JSON lines with an `id`, too. */
const CASES_KIND: SavedKind = {
  name: 'a file of cases',
  extension: '.jsonl',
  isOwn: (text) => text === '' || /^\{"id":"[^\n]*"(probability|asked)":/.test(text),
};

type OutOptions = Pick<EvalOptions, 'outFile' | 'overwrite'>;

/** Complains of the file before songs are heard, not after it. @throws {@link CollapError} the codes of {@link writeCases}. */
export async function checkCasesFile({ outFile, overwrite = false }: OutOptions): Promise<void> {
  if (outFile !== undefined) await checkAgain(resolve(outFile), CASES_KIND, overwrite);
}

/**
 * Writes one case a line, also over cases of an earlier run; without a file, nothing.
 *
 * @throws {@link CollapError} `E_USAGE` for the name of an audio file, `E_EXISTS`, `E_NOT_FOUND` when the folder is missing, `E_PERMISSION`, `E_NO_SPACE`.
 */
export async function writeCases({ outFile, overwrite = false }: OutOptions, cases: readonly unknown[]): Promise<void> {
  if (outFile === undefined) return;
  const text = cases.map((one) => `${JSON.stringify(one)}\n`).join('');
  await saveAgain(resolve(outFile), text, CASES_KIND, overwrite);
}
