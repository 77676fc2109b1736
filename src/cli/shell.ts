/** Runs one command's task: configuration from flags, Ctrl-C, output in the form that was asked for, exit code. */
import { type Config, libraryDirOf, readConfig } from '../config.js';
import { asCollapError, type CollapError } from '../errors.js';
import type { CommandOutcome } from './command-outcome.js';
import { demandFolder } from './demand-folder.js';
import { EXIT, type ExitCode, exitCodeOf } from './exit-codes.js';
import { onInterrupt } from './interrupt.js';
import { errorText } from './output/error-text.js';
import type { SharedOptions } from './shared-options.js';
import type { Terminal } from './terminal.js';

export interface CommandContext {
  readonly terminal: Terminal;
  /** Fires at the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** The environment's settings, overruled by the flags. */
  readonly config: Config;
}

/** A command that speaks for itself (a server on stdio) returns null. */
export type Task = (context: CommandContext) => Promise<CommandOutcome | null>;

export interface Shell {
  /** Runs a task and prints its outcome; never throws. */
  run(options: SharedOptions, task: Task): Promise<void>;
  /** Prints a failure in the form that was asked for. */
  fail(error: CollapError, isJson: boolean): void;
  readonly exitCode: ExitCode;
}

function withFlags(config: Config, options: SharedOptions): Config {
  return {
    ...config,
    libraryDir:
      options.library === undefined ? config.libraryDir : libraryDirOf(demandFolder(options.library, '--library')),
    modelDir: options.model ?? config.modelDir,
    device: options.device ?? config.device,
  };
}

export function createShell(terminal: Terminal): Shell {
  let exitCode: ExitCode = EXIT.done;
  const fail = (error: CollapError, isJson: boolean): void => {
    exitCode = exitCodeOf(error.code);
    if (isJson) terminal.write(`${JSON.stringify({ error })}\n`);
    else terminal.report(errorText(error));
  };
  const print = (outcome: CommandOutcome, isJson: boolean): void => {
    const { document, error, text } = outcome;
    exitCode = outcome.exitCode ?? (error ? exitCodeOf(error.code) : EXIT.done);
    if (isJson) {
      terminal.write(`${JSON.stringify(error ? { error, ...document } : document)}\n`);
      return;
    }
    terminal.write(`${text(terminal)}\n`);
    if (error) terminal.report(errorText(error));
  };
  return {
    async run(options, task) {
      const interrupt = onInterrupt(terminal);
      try {
        const config = withFlags(readConfig(), options);
        const outcome = await task({ terminal, signal: interrupt.signal, config });
        if (outcome) print(outcome, options.json === true);
      } catch (error) {
        fail(asCollapError(error), options.json === true);
      } finally {
        interrupt.release();
      }
    },
    fail,
    get exitCode() {
      return exitCode;
    },
  };
}
