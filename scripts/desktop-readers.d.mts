import type { FormatName } from '../src/export/formats.js';

/** What a reader saw; `start` is missing where it saw files of songs. */
export interface SeenOnDesktop {
  readonly start?: number;
  readonly end?: number;
  readonly name: string;
}
export const DESKTOP_READERS: readonly {
  readonly format: FormatName;
  readonly file: string;
  readonly program: string;
  readonly names?: 'files';
  version(): string | null;
  read(path: string, audio: string): SeenOnDesktop[];
}[];
