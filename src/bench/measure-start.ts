/** How long an agent waits for `collap mcp`: to the list of tools, and to the first answer. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { brief, percentile } from './cpu-time.js';
import { COLLAP } from './measure-indexing.js';
import { QUESTIONS } from './questions.js';

export interface StartMeasurement {
  readonly toolsSeconds: number;
  readonly firstAnswerSeconds: number;
}

const RUNS = 3;
const PROTOCOL = '2025-11-25';

/** Medians of three starts. */
export async function measureStart(libraryDir: string, modelDir: string): Promise<StartMeasurement> {
  const runs: StartMeasurement[] = [];
  for (let n = 0; n < RUNS; n++) runs.push(await startOnce(libraryDir, modelDir));
  const median = (of: (run: StartMeasurement) => number) => brief(percentile(runs.map(of), 0.5));
  return {
    toolsSeconds: median((run) => run.toolsSeconds),
    firstAnswerSeconds: median((run) => run.firstAnswerSeconds),
  };
}

async function startOnce(libraryDir: string, modelDir: string): Promise<StartMeasurement> {
  const startMs = performance.now();
  const child = spawn(
    process.execPath,
    [COLLAP, 'mcp', '--library', libraryDir, '--model', modelDir, '--device', 'cpu'],
    { stdio: ['pipe', 'pipe', 'ignore'] },
  );
  const answers = new Map<number, () => void>();
  createInterface({ input: child.stdout }).on('line', (line) => answers.get(JSON.parse(line).id)?.());
  const send = (message: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const ask = (id: number, method: string, params: object) =>
    new Promise<number>((resolve) => {
      answers.set(id, () => resolve((performance.now() - startMs) / 1000));
      send({ id, method, params });
    });
  const clientInfo = { name: 'collap-bench', version: '1' };
  await ask(1, 'initialize', { protocolVersion: PROTOCOL, capabilities: {}, clientInfo });
  send({ method: 'notifications/initialized' });
  const toolsSeconds = await ask(2, 'tools/list', {});
  const firstAnswerSeconds = await ask(3, 'tools/call', {
    name: 'find_songs',
    arguments: { description: QUESTIONS[0] },
  });
  child.stdin.end();
  await new Promise((ended) => child.once('close', ended));
  return { toolsSeconds, firstAnswerSeconds };
}
