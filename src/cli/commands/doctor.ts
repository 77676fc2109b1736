import type { Command } from 'commander';
import { CollapError } from '../../errors.js';
import type { CommandOutcome } from '../command-outcome.js';
import type { Check } from '../doctor/check.js';
import { doctorText } from '../output/doctor-text.js';
import { type SharedOptions, withSharedOptions } from '../shared-options.js';
import type { CommandContext, Shell } from '../shell.js';

const EXAMPLES = ['collap doctor', 'collap doctor --device cuda --json'];

/** `collap doctor`: which decoders, execution providers, model and library are in use, and what to do where one fails. */
export function registerDoctor(program: Command, shell: Shell): void {
  const command = program.command('doctor').description('Check decoders, execution providers, model and library.');
  withSharedOptions(command, EXAMPLES).action((options: SharedOptions) => shell.run(options, doctor));
}

async function doctor(context: CommandContext): Promise<CommandOutcome> {
  const [{ checkNode }, { checkDecoders }, { checkModel, checkProviders }, { checkLibrary }] = await Promise.all([
    import('../doctor/check-node.js'),
    import('../doctor/check-decoders.js'),
    import('../doctor/check-model.js'),
    import('../doctor/check-library.js'),
  ]);
  const checks = [
    checkNode(),
    ...(await checkDecoders()),
    ...(await checkProviders(context.config)),
    await checkModel(context.config),
    await checkLibrary(context),
  ];
  return outcomeOf(checks);
}

/** The code is that of the first failure; the remedies are those of all. */
function outcomeOf(checks: readonly Check[]): CommandOutcome {
  const failures = checks.filter((check) => check.state === 'failed');
  const outcome = { document: { ok: failures.length === 0, checks }, text: doctorText(checks) };
  const first = failures[0];
  if (!first) return outcome;
  const names = failures.map((check) => check.name).join(', ');
  const remedies = new Set(failures.map(({ remedy }) => remedy));
  return {
    ...outcome,
    error: new CollapError(first.code ?? 'E_INTERNAL', `Not in order: ${names}.`, [...remedies].join(' ')),
  };
}
