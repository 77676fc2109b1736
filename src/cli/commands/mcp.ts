import type { Command } from 'commander';
import { collect, type SharedOptions, withSharedOptions } from '../shared-options.js';
import type { CommandContext, Shell } from '../shell.js';
import { warnOfMissingRoots } from '../warn-of-roots.js';

const EXAMPLES = [
  'collap mcp --root ~/Music                        for an agent that starts it and talks over stdin and stdout',
  'claude mcp add collap -- npx collap mcp --root ~/Music',
];

interface McpOptions extends SharedOptions {
  root?: string[];
  allowWrite?: boolean;
}

/** `collap mcp`: the tools for an agent, over stdin and stdout; stdout carries the protocol and nothing else. */
export function registerMcp(program: Command, shell: Shell): void {
  const command = program
    .command('mcp')
    .description('Serve the tools to an agent over stdin and stdout (Model Context Protocol).')
    .option(
      '--root <dir>',
      'folder that the agent may index and read; may be given several times; without it, what is indexed',
      collect,
    )
    .option('--allow-write', 'let the agent write tags and exported files');
  withSharedOptions(command, EXAMPLES).action((options: McpOptions) =>
    shell.run(options, (context) => serveMcp(context, options)),
  );
}

async function serveMcp({ config, terminal }: CommandContext, options: McpOptions): Promise<null> {
  const [{ openWorkspace }, { serveMcpStdio }] = await Promise.all([
    import('../../library/workspace.js'),
    import('../../server/stdio.js'),
  ]);
  const { libraryDir, modelDir, device } = config;
  const roots = options.root ?? config.roots;
  await warnOfMissingRoots(roots, terminal);
  await serveMcpStdio(
    openWorkspace({
      libraryDir,
      modelDir,
      device,
      roots,
      allowWrite: options.allowWrite === true,
      givesWay: 'toAll',
    }),
  );
  return null;
}
