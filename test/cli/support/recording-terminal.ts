import { createPalette } from '../../../src/cli/output/palette.js';
import type { Terminal } from '../../../src/cli/terminal.js';

/** A terminal that keeps what was written. */
export interface RecordingTerminal extends Terminal {
  readonly stdout: string;
  readonly stderr: string;
}

export function createRecordingTerminal(
  options: { stdin?: string; isWatched?: boolean; columns?: number } = {},
): RecordingTerminal {
  const written: { stdout: string[]; stderr: string[] } = { stdout: [], stderr: [] };
  return {
    columns: options.columns ?? 80,
    isWatched: options.isWatched ?? false,
    palette: createPalette(false),
    write: (text) => void written.stdout.push(text),
    report: (text) => void written.stderr.push(text),
    readStdin: async () => options.stdin ?? '',
    flush: async () => {},
    get stdout() {
      return written.stdout.join('');
    },
    get stderr() {
      return written.stderr.join('');
    },
  };
}
