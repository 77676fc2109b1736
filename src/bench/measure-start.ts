/** How long an agent waits for `collap mcp`: to the list of tools, and to the first answer. */
import { brief, percentile } from './cpu-time.js';
import { openMcpSession } from './mcp-session.js';
import { QUESTIONS } from './questions.js';

export interface StartMeasurement {
  readonly toolsSeconds: number;
  readonly firstAnswerSeconds: number;
}

const RUNS = 3;

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
  const session = await openMcpSession(libraryDir, modelDir);
  await session.ask('tools/list', {});
  const toolsSeconds = session.sinceStart() / 1000;
  await session.call('find_songs', { description: QUESTIONS[0] });
  const firstAnswerSeconds = session.sinceStart() / 1000;
  await session.close();
  return { toolsSeconds, firstAnswerSeconds };
}
