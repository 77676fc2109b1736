import { visible } from './output/text-width.js';
import type { Terminal } from './terminal.js';

/** A line each on stderr, beside the answer. */
export function reportWarnings(terminal: Terminal, warnings: readonly string[]): void {
  for (const warning of warnings) terminal.report(`collap: ${visible(warning)}\n`);
}
