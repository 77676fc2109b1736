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

/** What the thread is asked. */
export type TagsTask =
  | { readonly kind: 'read'; readonly path: string }
  | { readonly kind: 'compare'; readonly original: string; readonly copy: string };

/** @returns null when nobody can read the tags, within time and memory. */
export const parseTags = (path: string): Promise<SongTags | null> => ask<SongTags>({ kind: 'read', path });

/** @returns names of the tags in which two files differ; null as {@link parseTags}. */
export const compareTags = (original: string, copy: string): Promise<string[] | null> =>
  ask<string[]>({ kind: 'compare', original, copy });

function ask<Answer>(task: TagsTask): Promise<Answer | null> {
  const turn = lastTurn.then(() => askNow<Answer>(task));
  lastTurn = turn;
  return turn;
}

async function askNow<Answer>(task: TagsTask): Promise<Answer | null> {
  thread ??= new Worker(entryFile('./tags-worker.js', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
  });
  const asked = thread;
  asked.ref();
  const settled = new AbortController();
  const answer = once(asked, 'message', settled).then(([found]) => found as Answer | null);
  const end = once(asked, 'exit', settled).then(() => 'lost' as const);
  const patience = sleep(MAX_SECONDS * 1000, 'lost' as const, settled);
  asked.postMessage(task);
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
