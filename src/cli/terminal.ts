import { text } from 'node:stream/consumers';
import { readConfig } from '../config.js';
import { createPalette, type Palette } from './output/palette.js';

/** Where a command reads and writes; tests pass their own. */
export interface Terminal {
  /** Columns of a line, also where output goes to a file (then 100). */
  readonly columns: number;
  /** Whether stderr is watched by a person, who then gets a moving progress bar. */
  readonly isWatched: boolean;
  /** Colours for stdout; plain where it is no terminal or NO_COLOR is set. */
  readonly palette: Palette;
  /** Results only. */
  write(text: string): void;
  /** Progress and everything else that is not a result. */
  report(text: string): void;
  readStdin(): Promise<string>;
  /** Settles once everything written has left the process. */
  flush(): Promise<void>;
}

const DEFAULT_COLUMNS = 100;
/** Some pseudo terminals say 0. */
const LEAST_COLUMNS = 40;

/** A reader that has left (`collap find … | head -1`) ends the program quietly; a lost stderr is no reason to stop. */
function toleratePipes(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  process.stderr.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

/** The terminal of this process. */
export function openTerminal(): Terminal {
  toleratePipes();
  return {
    columns: Math.max(process.stdout.columns || process.stderr.columns || DEFAULT_COLUMNS, LEAST_COLUMNS),
    isWatched: process.stderr.isTTY === true,
    palette: createPalette(process.stdout.isTTY === true && !readConfig().noColor),
    write: (chunk) => void process.stdout.write(chunk),
    report: (chunk) => void process.stderr.write(chunk),
    readStdin: () => text(process.stdin),
    flush: async () => {
      await new Promise<void>((resolve) => process.stdout.write('', () => resolve()));
      await new Promise<void>((resolve) => process.stderr.write('', () => resolve()));
    },
  };
}
