import type { ErrorCode } from '../errors.js';

/** HTTP statuses by error code; what is not listed is the server's fault. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  E_USAGE: 400,
  E_FILTER: 400,
  E_EMPTY_DESCRIPTION: 400,
  E_MANIFEST: 400,
  E_PERMISSION: 403,
  E_OUTSIDE_ROOTS: 403,
  E_NOT_FOUND: 404,
  E_NOTHING_FOUND: 404,
  E_JOB: 404,
  E_NO_UNDO: 404,
  E_CHANGED: 409,
  E_EXISTS: 409,
  E_IN_USE: 409,
  E_EMPTY_LIBRARY: 409,
  E_MODEL_MISMATCH: 409,
  E_TOO_LONG: 413,
  E_LIMIT: 413,
  E_EMPTY_FILE: 422,
  E_NOT_AUDIO: 422,
  E_UNSUPPORTED: 422,
  E_DECODE: 422,
  E_TOO_SHORT: 422,
  E_TRUNCATED: 422,
  E_SILENT: 422,
  E_TAG_DAMAGED: 422,
  E_TAG_FIELD: 422,
  E_TAG_FORMAT: 422,
  E_TAG_UNSAFE: 422,
  E_CANCELLED: 499,
  E_TIMEOUT: 504,
  E_NO_SPACE: 507,
};

export function statusOf(code: ErrorCode): number {
  return STATUS[code] ?? 500;
}
