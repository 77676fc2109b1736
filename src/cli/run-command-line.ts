import { CommanderError } from 'commander';
import { asCollapError, CollapError } from '../errors.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { createProgram } from './program.js';
import { createShell } from './shell.js';
import type { Terminal } from './terminal.js';

/** Commander's message without its own prefix, which ours replaces. */
function usageError(error: CommanderError, args: readonly string[]): CollapError {
  const command = args.find((argument) => !argument.startsWith('-'));
  const help = error.code === 'commander.unknownCommand' || !command ? 'collap --help' : `collap ${command} --help`;
  const message = error.message.replace(/^error: /, '').replace(/\n\((Did you mean .*\?)\)$/s, '. $1');
  const sentence = message === '(outputHelp)' ? 'No command was given.' : asSentence(message);
  return new CollapError('E_USAGE', sentence, `See \`${help}\`.`, { cause: error });
}

function asSentence(message: string): string {
  const capital = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.?!]$/.test(capital) ? capital : `${capital}.`;
}

/**
 * Runs one command line.
 *
 * @param args - without the program's own name.
 * @returns the exit code: 0 done, 1 failed, 2 wrong usage, 3 done in part, 130 interrupted.
 */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const shell = createShell(terminal);
  const isJson = args.includes('--json');
  try {
    await createProgram(shell, terminal).parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) shell.fail(asCollapError(error), isJson);
    else if (error.exitCode === 0) return EXIT.done;
    else shell.fail(usageError(error, args), isJson);
  }
  return shell.exitCode;
}
