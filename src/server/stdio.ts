/** MCP over standard input and output: stdout belongs to the protocol, whoever else writes to it is led to stderr. */
import { Writable } from 'node:stream';
import type { McpServerFactory } from '@modelcontextprotocol/server';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import { CollapError } from '../errors.js';
import { createIndexJobs, type IndexJobs } from '../library/index-jobs.js';
import type { Workspace } from '../library/workspace.js';
import { createMcpServer } from '../tools/create-mcp-server.js';
import { checkMessages } from './check-messages.js';

/** Messages that are longer end the connection: `STDIO_DEFAULT_MAX_BUFFER_SIZE` of the SDK. */
const LONGEST_MESSAGE_MEBIBYTES = 10;

/** Left-over jobs start only after the client has its list of tools. */
const RESUME_AFTER_MS = 1_000;

export interface McpStdioOptions {
  readonly jobs?: IndexJobs;
  /** Makes the server of a connection; tests mount their own. */
  readonly factory?: McpServerFactory;
  /** Told of what happens beside the protocol. */
  readonly onError?: (error: Error) => void;
}

/**
 * Serves one client until it closes stdin, or until SIGINT or SIGTERM; then stops the work, leaves unfinished jobs to be resumed, and
 * closes the workspace.
 *
 * @throws {@link CollapError} `E_LIMIT` when the client sends a message that is too long: what comes behind it cannot be read any more.
 */
export async function serveMcpStdio(workspace: Workspace, options: McpStdioOptions = {}): Promise<void> {
  const jobs = options.jobs ?? createIndexJobs(workspace);
  const factory = options.factory ?? (() => createMcpServer(workspace, jobs));
  const stdout = reserveStdout();
  const onerror = options.onError ?? ((error: Error) => void process.stderr.write(`collap mcp: ${error.message}\n`));
  const messages = checkMessages({
    longestLine: LONGEST_MESSAGE_MEBIBYTES * 2 ** 20,
    answer: (response) => void stdout.protocol.write(`${JSON.stringify(response)}\n`),
  });
  const transport = new StdioServerTransport(process.stdin.pipe(messages), stdout.protocol);
  const connection = serveStdio(factory, { transport, onerror });
  const closed = new Promise<void>((resolve) => {
    const close = transport.onclose;
    transport.onclose = () => {
      close?.();
      resolve();
    };
  });
  const resuming = setTimeout(() => jobs.resume().catch(onerror), RESUME_AFTER_MS);
  try {
    // At once: a call that waits for its job ends now, too, and must not take the job along for good.
    await Promise.race([clientLeft(() => void jobs.close()), closed.then(demandClient)]);
  } finally {
    clearTimeout(resuming);
    process.stdin.unpipe(messages).pause(); // a client that is still there keeps no process alive
    await connection.close();
    await jobs.close();
    await workspace.close();
    stdout.release();
  }
}

/** The connection ends by itself where the client has gone, and where it cannot be read any more. */
function demandClient(): void {
  if (process.stdin.readableEnded || process.stdin.destroyed || process.stdout.destroyed) return;
  throw new CollapError(
    'E_LIMIT',
    `A message was longer than ${LONGEST_MESSAGE_MEBIBYTES} MiB, or stdout could not be written.`,
    'Start the server again, and send paths and ids, never audio.',
  );
}

/** Keeps the real stdout for the protocol, and sends everything that is written to `process.stdout` (console.log, workers) to stderr. */
function reserveStdout(): { protocol: Writable; release: () => void } {
  const write = process.stdout.write;
  const toStdout = write.bind(process.stdout);
  const protocol = new Writable({
    decodeStrings: false,
    write: (chunk: string | Buffer, _encoding, done) => void toStdout(chunk, (error) => done(error)),
  });
  process.stdout.on('error', (error) => protocol.destroy(error)); // the client has gone
  process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write;
  return {
    protocol,
    release: () => {
      process.stdout.write = write;
    },
  };
}

/** Ends with the client's stdin, or with a signal; `onLeaving` is called in the same turn. */
function clientLeft(onLeaving: () => void): Promise<void> {
  return new Promise((resolve) => {
    const leave = (): void => {
      onLeaving();
      resolve();
    };
    for (const event of ['end', 'close', 'error']) process.stdin.once(event, leave);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, leave);
  });
}
