import type { FormatName } from '../src/export/formats.js';

export interface SeenMarker {
  readonly start: number;
  readonly end?: number;
  readonly name: string;
}
export const READERS: readonly {
  readonly format: FormatName;
  readonly file: string;
  readonly program: string;
  readonly parserOnly?: boolean;
  readonly tolerance?: number;
  readonly names?: 'functions';
  version(): string | null;
  read(path: string): SeenMarker[];
}[];
