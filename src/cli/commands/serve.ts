import { once } from 'node:events';
import { type Command, InvalidArgumentError } from 'commander';
import { collect, type SharedOptions, withSharedOptions } from '../shared-options.js';
import type { CommandContext, Shell } from '../shell.js';
import { warnOfMissingRoots } from '../warn-of-roots.js';

const EXAMPLES = [
  'collap serve --root ~/Music                      on http://127.0.0.1:8765',
  'collap serve --port 0 --json                     on a free port, its address as JSON',
  'COLLAP_TOKEN=secret collap serve --host 0.0.0.0  for other machines, which must send the token',
];

interface ServeOptions extends SharedOptions {
  root?: string[];
  allowWrite?: boolean;
  host?: string;
  port?: number;
  allowedHost?: string[];
}

/** `collap serve`: MCP and a JSON interface over HTTP, until Ctrl-C. */
export function registerServe(program: Command, shell: Shell): void {
  const command = program
    .command('serve')
    .description('Serve MCP (/mcp) and JSON (/api/v1) over HTTP until Ctrl-C; set COLLAP_TOKEN to demand a token.')
    .option(
      '--root <dir>',
      'folder that callers may index and read; may be given several times; without it, what is indexed',
      collect,
    )
    .option('--allow-write', 'let callers write tags and exported files; demands COLLAP_TOKEN')
    .option('--host <address>', 'address to listen to (default: 127.0.0.1)')
    .option('--port <number>', 'port to listen to; 0 takes a free one (default: 8765)', parsePort)
    .option(
      '--allowed-host <name>',
      'another name under which the server is reached; may be given several times',
      collect,
    );
  withSharedOptions(command, EXAMPLES).action((options: ServeOptions) =>
    shell.run(options, (context) => serve(context, options)),
  );
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('Expected a whole number from 0 to 65535.');
}

/** Says where it listens as soon as it does, and stops in order at Ctrl-C. */
async function serve({ config, signal, terminal }: CommandContext, options: ServeOptions): Promise<null> {
  const [{ openWorkspace }, { startHttpServer }] = await Promise.all([
    import('../../library/workspace.js'),
    import('../../server/http.js'),
  ]);
  const { libraryDir, modelDir, device, token } = config;
  const roots = options.root ?? config.roots;
  await warnOfMissingRoots(roots, terminal);
  const workspace = openWorkspace({
    libraryDir,
    modelDir,
    device,
    roots,
    allowWrite: options.allowWrite === true,
    givesWay: 'toAll',
  });
  try {
    const server = await startHttpServer(workspace, {
      token,
      onError: (error) => terminal.report(`collap serve: ${error.message}\n`),
      ...(options.host !== undefined && { host: options.host }),
      ...(options.port !== undefined && { port: options.port }),
      ...(options.allowedHost && { allowedHosts: options.allowedHost }),
    });
    terminal.write(
      options.json
        ? `${JSON.stringify({ url: server.url })}\n`
        : `collap listens on ${server.url} (MCP: ${server.url}/mcp)\n`,
    );
    if (!signal.aborted) await once(signal, 'abort');
    await server.close();
    return null;
  } finally {
    await workspace.close();
  }
}
