import type { ErrorCode } from '../../errors.js';

/** One thing that doctor looked at. */
export interface Check {
  readonly name: string;
  /** `missing` is a loss that collap can live with. */
  readonly state: 'ok' | 'missing' | 'failed';
  readonly detail: string;
  /** What to do; null where nothing need be done. */
  readonly remedy: string | null;
  /** Of a failure; else null. */
  readonly code: ErrorCode | null;
}

export const passed = (name: string, detail: string): Check => ({
  name,
  state: 'ok',
  detail,
  remedy: null,
  code: null,
});
export const missing = (name: string, detail: string, remedy: string): Check => ({
  name,
  state: 'missing',
  detail,
  remedy,
  code: null,
});
export const failed = (name: string, code: ErrorCode, detail: string, remedy: string): Check => ({
  name,
  state: 'failed',
  detail,
  remedy,
  code,
});
