/** The thread that parses tags, one file after the other; it is ended where it gets lost in one, and begun anew for the next. */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { entryFile } from '../entry-file.js';
import type { SongTags } from './tags.js';

/** Longest wait for a damaged file. */
const MAX_SECONDS = 10;
const HEAP_MEGABYTES = 256;

let thread: Worker | null = null;
let lastTurn: Promise<unknown> = Promise.resolve();

/** @returns null when nobody can read the tags, within time and memory. */
export function parseTags(path: string): Promise<SongTags | null> {
  const turn = lastTurn.then(() => parseNow(path));
  lastTurn = turn;
  return turn;
}

async function parseNow(path: string): Promise<SongTags | null> {
  thread ??= new Worker(entryFile('./tags-worker.js', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
  });
  const asked = thread;
  asked.ref();
  const settled = new AbortController();
  const answer = once(asked, 'message', settled).then(([tags]) => tags as SongTags | null);
  const end = once(asked, 'exit', settled).then(() => 'lost' as const);
  const patience = sleep(MAX_SECONDS * 1000, 'lost' as const, settled);
  asked.postMessage(path);
  const tags = await Promise.race([answer, end, patience]).catch(() => 'lost' as const);
  for (const race of [answer, end, patience]) race.catch(() => undefined); // those that lost are called off
  settled.abort();
  if (tags !== 'lost') {
    asked.unref(); // an idle thread keeps no process alive
    return tags;
  }
  thread = null;
  asked.on('error', () => undefined); // it may run out of memory while it is being ended
  await asked.terminate();
  return null;
}
