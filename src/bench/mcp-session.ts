/** A client of `collap mcp` that speaks the protocol line by line, and times what it asks. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { PACKAGE_DIR } from '../config.js';

/** `collap` that tells how long its main thread kept others waiting. */
const WATCHED = join(PACKAGE_DIR, 'dist', 'bench', 'watched-collap.js');

const PROTOCOL = '2025-11-25';

export interface McpSession {
  /** Milliseconds from the start of the process. */
  sinceStart(): number;
  /** @returns the result. */
  ask(method: string, params: object): Promise<Record<string, unknown>>;
  call(tool: string, args: object): Promise<Record<string, unknown>>;
  /**
   * Longest waits for the server's main thread since the last call, one for every 50 ms, in milliseconds: what a question waits at least before anybody
   * looks at it.
   */
  mainThreadWaits(): number[];
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
      ...[WATCHED, 'mcp', '--library', libraryDir, '--model', modelDir, '--device', 'cpu'],
      ...roots.flatMap((root) => ['--root', root]),
    ],
    { stdio: ['pipe', 'pipe', 'ignore', 'pipe'] },
  );
  const { stdin, stdout } = child as { stdin: Writable | null; stdout: Readable | null };
  if (!stdin || !stdout) throw new TypeError('The server has no pipes.');
  let waits: number[] = [];
  createInterface({ input: child.stdio[3] as Readable }).on('line', (line) => waits.push(Number(line)));
  const answers = new Map<number, (result: Record<string, unknown>) => void>();
  createInterface({ input: stdout }).on('line', (line) => {
    const { id, result } = JSON.parse(line);
    answers.get(id)?.(result);
  });
  const send = (message: object) => stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
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
    mainThreadWaits() {
      const since = waits;
      waits = [];
      return since;
    },
    async close() {
      stdin.end();
      if (child.exitCode === null) await new Promise((ended) => child.once('close', ended));
    },
  };
}
