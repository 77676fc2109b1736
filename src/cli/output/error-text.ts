import type { CollapError } from '../../errors.js';
import { visible } from './text-width.js';

/** What happened, and under it what to do about it. */
export function errorText(error: CollapError): string {
  return `collap: ${visible(error.message)} [${error.code}]\n        ${visible(error.remedy)}\n`;
}
