import { type Command, CommanderError } from 'commander';
import { asCollapError, CollapError } from '../errors.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { createProgram } from './program.js';
import { createShell } from './shell.js';
import type { Terminal } from './terminal.js';

/** Commander's message without its own prefix, which ours replaces. */
function usageError(error: CommanderError, program: Command, args: readonly string[]): CollapError {
  const help = [program.name(), ...namedCommands(program, args), '--help'].join(' ');
  const message = error.message.replace(/^error: /, '').replace(/\n\((Did you mean .*\?)\)$/s, '. $1');
  const sentence = message === '(outputHelp)' ? 'No command was given.' : asSentence(message);
  return new CollapError('E_USAGE', sentence, `See \`${help}\`.`, { cause: error });
}

/** The names of the command that the arguments begin with, and of its subcommands, as far as there are such. */
function namedCommands(program: Command, args: readonly string[]): string[] {
  const names: string[] = [];
  let command = program;
  for (const argument of args.filter((given) => !given.startsWith('-'))) {
    const next = command.commands.find((candidate) => candidate.name() === argument);
    if (!next) break;
    names.push(argument);
    command = next;
  }
  return names;
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
  const program = createProgram(shell, terminal);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) shell.fail(asCollapError(error), isJson);
    else if (error.exitCode === 0) return EXIT.done;
    else shell.fail(usageError(error, program, args), isJson);
  }
  return shell.exitCode;
}
