/** One thing that doctor looked at. */
export interface Check {
  readonly name: string;
  /** `missing` is a loss that collap can live with. */
  readonly state: 'ok' | 'missing' | 'failed';
  readonly detail: string;
  /** What to do; null where nothing need be done. */
  readonly remedy: string | null;
}

export const passed = (name: string, detail: string): Check => ({ name, state: 'ok', detail, remedy: null });
export const missing = (name: string, detail: string, remedy: string): Check => ({
  name,
  state: 'missing',
  detail,
  remedy,
});
export const failed = (name: string, detail: string, remedy: string): Check => ({
  name,
  state: 'failed',
  detail,
  remedy,
});
