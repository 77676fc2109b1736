import { Command } from 'commander';
import { PACKAGE_VERSION } from '../package-version.js';
import { registerAlign } from './commands/align.js';
import { registerBench } from './commands/bench.js';
import { registerClassify } from './commands/classify.js';
import { registerDemo } from './commands/demo.js';
import { registerDescribe } from './commands/describe.js';
import { registerDoctor } from './commands/doctor.js';
import { registerEmbed } from './commands/embed.js';
import { registerEval } from './commands/eval.js';
import { registerExport } from './commands/export.js';
import { registerFind } from './commands/find.js';
import { registerForget } from './commands/forget.js';
import { registerIndex } from './commands/index-songs.js';
import { registerLibrary } from './commands/library.js';
import { registerMcp } from './commands/mcp.js';
import { registerServe } from './commands/serve.js';
import { registerSimilar } from './commands/similar.js';
import { registerStatus } from './commands/status.js';
import { registerTag } from './commands/tag.js';
import type { Shell } from './shell.js';
import type { Terminal } from './terminal.js';

const REGISTER = [
  registerIndex,
  registerFind,
  registerSimilar,
  registerAlign,
  registerClassify,
  registerDescribe,
  registerEmbed,
  registerTag,
  registerExport,
  registerStatus,
  registerForget,
  registerLibrary,
  registerEval,
  registerBench,
  registerMcp,
  registerServe,
  registerDoctor,
  registerDemo,
];

/** The grammar of the command line; what a command needs is loaded when it runs, so that help and mistakes answer at once. */
export function createProgram(shell: Shell, terminal: Terminal): Command {
  const program = new Command('collap')
    .description('Ask a music collection long questions in plain language, and see where in the songs the answer is.')
    .version(PACKAGE_VERSION)
    .showSuggestionAfterError()
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeOut: terminal.write, writeErr: () => {}, outputError: () => {} })
    .configureHelp({ helpWidth: Math.min(terminal.columns, 110) })
    .addHelpText('after', '\nStart with `collap demo`, or `collap index ~/Music` and `collap find "…"`.\n');
  for (const register of REGISTER) register(program, shell);
  return program;
}
