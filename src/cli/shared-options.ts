import type { Command } from 'commander';

/** What every command takes. */
export interface SharedOptions {
  json?: boolean;
  library?: string;
  model?: string;
  device?: string;
}

/** Adds the options that every command takes, and its examples, to the end of its help. */
export function withSharedOptions(command: Command, examples: readonly string[]): Command {
  return command
    .option('--library <dir>', 'folder (or s3://, gs://, az://, db:// address) of the library')
    .option('--model <dir>', 'folder of the model')
    .option('--device <name>', 'auto, cpu, cuda, tensorrt, dml, coreml or webgpu')
    .option('--json', 'print one JSON document on stdout; progress stays on stderr')
    .addHelpText('after', `\nExamples:\n${examples.map((example) => `  ${example}`).join('\n')}\n`);
}

/** Collects the values of an option that may be given several times. */
export function collect(value: string, previous: readonly string[] = []): string[] {
  return [...previous, value];
}
