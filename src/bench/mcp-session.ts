/** A client of `collap mcp` that speaks the protocol line by line, and times what it asks. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { COLLAP } from './measure-indexing.js';

const PROTOCOL = '2025-11-25';

export interface McpSession {
  /** Milliseconds from the start of the process. */
  sinceStart(): number;
  /** @returns the result. */
  ask(method: string, params: object): Promise<Record<string, unknown>>;
  call(tool: string, args: object): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

/** Starts a server and greets it. @param roots - folders that it may index. */
export async function openMcpSession(
  libraryDir: string,
  modelDir: string,
  roots: readonly string[] = [],
): Promise<McpSession> {
  const startMs = performance.now();
  const child = spawn(
    process.execPath,
    [
      ...[COLLAP, 'mcp', '--library', libraryDir, '--model', modelDir, '--device', 'cpu'],
      ...roots.flatMap((root) => ['--root', root]),
    ],
    { stdio: ['pipe', 'pipe', 'ignore'] },
  );
  const answers = new Map<number, (result: Record<string, unknown>) => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { id, result } = JSON.parse(line);
    answers.get(id)?.(result);
  });
  const send = (message: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  let asked = 0;
  const ask: McpSession['ask'] = (method, params) =>
    new Promise((resolve) => {
      const id = ++asked;
      answers.set(id, resolve);
      send({ id, method, params });
    });
  await ask('initialize', {
    protocolVersion: PROTOCOL,
    capabilities: {},
    clientInfo: { name: 'collap-bench', version: '1' },
  });
  send({ method: 'notifications/initialized' });
  return {
    sinceStart: () => performance.now() - startMs,
    ask,
    call: (name, args) => ask('tools/call', { name, arguments: args }),
    async close() {
      child.stdin.end();
      if (child.exitCode === null) await new Promise((ended) => child.once('close', ended));
    },
  };
}
