/** How long a server takes to answer while it indexes, beside how long it takes when it does nothing else. */
import { setTimeout as sleep } from 'node:timers/promises';
import { brief, percentile } from './cpu-time.js';
import { type McpSession, openMcpSession } from './mcp-session.js';
import { QUESTIONS } from './questions.js';

export interface BusyMeasurement {
  readonly questions: number;
  readonly idleP50Milliseconds: number;
  readonly idleP95Milliseconds: number;
  readonly indexingP50Milliseconds: number;
  readonly indexingP95Milliseconds: number;
  /** p95 while indexing over p95 at rest. */
  readonly timesIdle: number;
  /** Longest waits for the server's main thread while it indexes, of every 50 ms: p95, and the longest of all. */
  readonly mainThreadP95Milliseconds: number;
  readonly mainThreadLongestMilliseconds: number;
  /** Songs that were indexed while the questions were asked, and the pause before. */
  readonly songsMeanwhile: number;
}

const WARM_UP = 12;
const PAUSE_MS = 50;

/** @param songs - a folder that the library does not know yet; it should last for all questions. */
export async function measureBusy(
  libraryDir: string,
  modelDir: string,
  songs: string,
  questions: number,
): Promise<BusyMeasurement> {
  const session = await openMcpSession(libraryDir, modelDir, [songs]);
  try {
    await askMany(session, WARM_UP);
    const idle = await askMany(session, questions);
    await session.call('index_songs', { paths: [songs], waitSeconds: 0 });
    await sleep(1_000); // the decoders have started
    session.mainThreadWaits();
    const indexing = await askMany(session, questions);
    const waits = session.mainThreadWaits();
    const { structuredContent } = await session.call('get_library_status', {});
    const { job } = structuredContent as { job?: { handle: string; done: number } | null };
    if (job) await session.call('index_songs', { cancelJob: job.handle });
    const [idleP95, indexingP95] = [percentile(idle, 0.95), percentile(indexing, 0.95)];
    return {
      questions,
      idleP50Milliseconds: brief(percentile(idle, 0.5)),
      idleP95Milliseconds: brief(idleP95),
      indexingP50Milliseconds: brief(percentile(indexing, 0.5)),
      indexingP95Milliseconds: brief(indexingP95),
      timesIdle: brief(indexingP95 / idleP95),
      mainThreadP95Milliseconds: brief(percentile(waits, 0.95)),
      mainThreadLongestMilliseconds: brief(Math.max(0, ...waits)),
      songsMeanwhile: job?.done ?? 0,
    };
  } finally {
    await session.close();
  }
}

/** @returns milliseconds of each answer. */
async function askMany(session: McpSession, count: number): Promise<number[]> {
  const milliseconds: number[] = [];
  for (let n = 0; n < count; n++) {
    await sleep(PAUSE_MS);
    const startMs = session.sinceStart();
    await session.call('find_songs', { description: QUESTIONS[n % QUESTIONS.length] });
    milliseconds.push(session.sinceStart() - startMs);
  }
  return milliseconds;
}
