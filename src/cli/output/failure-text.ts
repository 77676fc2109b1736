import type { FileFailure, FileWarning } from '../../types.js';
import type { Page } from '../command-outcome.js';
import { visible } from './text-width.js';

/** A file, what is wrong with it, and what to do about that where something can be done. */
export function failureLines(mark: string, item: FileWarning | FileFailure, { palette }: Page): string[] {
  return [
    `${mark} ${visible(item.path)}`,
    palette.faint(`  ${item.code} ${visible(item.message)}`),
    ...('remedy' in item ? [palette.faint(`  ${item.remedy}`)] : []),
  ];
}
