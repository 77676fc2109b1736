import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

const MAIN = resolve('dist/cli/main.js');
/** Random weights: enough to see that everything is joined up. */
const MODEL_DIR = resolve('test/fixtures/model-tiny');

export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** stdout as the one JSON document that it must be. */
  // biome-ignore lint/suspicious/noExplicitAny: documents of many shapes, checked by the tests
  readonly json: any;
}

/** Starts the compiled program as an outside caller would. */
export function startCli(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const inherited = { ...process.env, COLLAP_MODEL: MODEL_DIR, COLLAP_DEVICE: 'cpu', ...env };
  return spawn(process.execPath, [MAIN, ...args], { env: inherited, stdio: 'pipe' });
}

/** Waits for the end of a run. */
export async function finishCli(child: ChildProcess, stdin = ''): Promise<CliRun> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  child.stdin?.end(stdin);
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return {
    code,
    stdout,
    stderr,
    get json() {
      return JSON.parse(stdout);
    },
  };
}

export const runCli = (args: readonly string[], stdin?: string): Promise<CliRun> => finishCli(startCli(args), stdin);
