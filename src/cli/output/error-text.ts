import type { CollapError } from '../../errors.js';

/** What happened, and under it what to do about it. */
export function errorText(error: CollapError): string {
  return `collap: ${error.message} [${error.code}]\n        ${error.remedy}\n`;
}
