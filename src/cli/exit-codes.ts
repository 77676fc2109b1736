import type { ErrorCode } from '../errors.js';

/** What a script learns without reading a word. */
export const EXIT = { done: 0, failed: 1, usage: 2, partial: 3, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const USAGE_CODES: ReadonlySet<ErrorCode> = new Set(['E_USAGE', 'E_FILTER', 'E_EMPTY_DESCRIPTION', 'E_TOO_LONG']);

/** The exit code of a command that ended with this error. */
export function exitCodeOf(code: ErrorCode): ExitCode {
  if (code === 'E_CANCELLED') return EXIT.interrupted;
  return USAGE_CODES.has(code) ? EXIT.usage : EXIT.failed;
}
