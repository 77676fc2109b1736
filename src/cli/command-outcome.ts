import type { CollapError } from '../errors.js';
import type { ExitCode } from './exit-codes.js';
import type { Palette } from './output/palette.js';

/** How wide and how coloured the text of an outcome may be. */
export interface Page {
  readonly columns: number;
  readonly palette: Palette;
}

/** What a command has to say, for scripts and for people. */
export interface CommandOutcome {
  /** The one JSON document of `--json`. */
  readonly document: object;
  /** The same for people, ending without a line break. */
  readonly text: (page: Page) => string;
  /** Given where the command ended badly although it has a document; becomes `error` in it. */
  readonly error?: CollapError;
  /** Default: 0, or that of `error`. */
  readonly exitCode?: ExitCode;
}
