/** The running part of indexing: files side by side, results stored batch by batch. */
import { availableParallelism } from 'node:os';
import type { DecoderPool } from '../audio/decoder-pool.js';
import { asCollapError, throwIfCancelled } from '../errors.js';
import type { Model } from '../model/model.js';
import { withRemedy } from './failure-remedy.js';
import { asWarnings, type FileRecord } from './file-record.js';
import { type IndexPlan, isMissing } from './index-plan.js';
import { createPace, type IndexProgress, type IndexReport } from './index-report.js';
import { indexSong, type SongDependencies, type SongOutcome } from './index-song.js';
import type { Library } from './library.js';
import type { FoundFile } from './walk-audio.js';
import { createWriteBehind } from './write-behind.js';

/** A batch is stored after so many files or seconds: what a killed run loses at most. */
const BATCH_LIMITS = { items: 256, milliseconds: 2_000 };
/** Each batch leaves small files behind; they are merged after so many. */
export const BATCHES_PER_COMPACTION = 64;
/** Songs under way beyond one a core: while the last steps of a song wait for the main thread, its decoder is at the next one. */
const SONGS_AHEAD = 1;

interface DoneFile {
  readonly file: FoundFile;
  readonly outcome: SongOutcome;
  readonly counts: 'indexed' | 'unchanged' | 'moved' | 'failed';
  /** Of the same audio, and replaced by this file's record: what was to be warned of still is. */
  readonly before: FileRecord | null;
}

interface IndexRun {
  readonly decoders: DecoderPool;
  readonly model: () => Promise<Model>;
  readonly library: Library;
  readonly plan: IndexPlan;
  readonly report: IndexReport;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((progress: IndexProgress) => void) | undefined;
  readonly answers: boolean;
}

/**
 * Works through a plan and adds to its report.
 *
 * @returns paths that were moved away from: their records are to be removed.
 * @throws {@link CollapError} `E_CANCELLED`, or what ends every run; what was stored stays.
 */
export async function runIndex(run: IndexRun): Promise<Set<string>> {
  const { decoders, model, library, plan } = run;
  const stop = new AbortController();
  decoders.prepare();
  model().catch(() => undefined); // opens while the library is read; the songs await it, and get its failure
  const signal = run.signal ? AbortSignal.any([run.signal, stop.signal]) : stop.signal;
  const deps: SongDependencies = {
    decoders,
    model,
    knownTracks: await knownTracks(library, plan),
    inFlight: new Map(),
    signal,
  };
  const writer = createWriteBehind<DoneFile>(createStore(run), BATCH_LIMITS);
  const moves = createMoves(library, plan.gone);
  const queue = plan.work.values();
  const work = async () => {
    for (const { file, known } of queue) {
      throwIfCancelled(signal);
      const outcome = await indexSong(file, deps);
      await writer.add({ file, outcome, ...(await countAs(outcome, known, moves)) });
    }
  };
  const workers = Array.from({ length: availableParallelism() + (run.answers ? 0 : SONGS_AHEAD) }, () =>
    work().catch((error) => stop.abort(error)),
  );
  await Promise.all(workers);
  await writer.finish();
  throwIfCancelled(run.signal);
  if (stop.signal.aborted) throw asCollapError(stop.signal.reason);
  return moves.from;
}

/** What the library holds, but for the songs that are listened to again for their sections. */
async function knownTracks(library: Library, { unheard }: IndexPlan): Promise<Set<string>> {
  return new Set((await library.trackIds()).filter((id) => !unheard.has(id)));
}

async function countAs(
  outcome: SongOutcome,
  known: FileRecord | null,
  moves: Moves,
): Promise<Pick<DoneFile, 'counts' | 'before'>> {
  if (outcome.kind === 'failed') return { counts: 'failed', before: null };
  if (outcome.kind === 'embedded') return { counts: 'indexed', before: null };
  if (known?.trackId === outcome.description.trackId) return { counts: 'unchanged', before: known };
  const before = await moves.take(outcome.description.trackId);
  return { counts: before ? 'moved' : 'indexed', before };
}

interface Moves {
  /** Old paths that were taken. */
  readonly from: Set<string>;
  /** The record of a track's file that has gone from where it was; each old path answers for one new path. */
  take(trackId: string): Promise<FileRecord | null>;
}

function createMoves(library: Library, gone: readonly FileRecord[]): Moves {
  const from = new Set<string>();
  const goneByTrack = new Map<string | null, FileRecord[]>();
  for (const record of gone) goneByTrack.set(record.trackId, [...(goneByTrack.get(record.trackId) ?? []), record]);
  return {
    from,
    async take(trackId) {
      const candidates = goneByTrack.get(trackId) ?? (await library.filesOfTracks([trackId]));
      for (const record of candidates) {
        if (from.has(record.path)) continue;
        from.add(record.path); // taken before it is looked at: another copy may ask meanwhile
        if (await isMissing(record.path)) return record;
        from.delete(record.path);
      }
      return null;
    },
  };
}

/** Stores batches, then counts and reports what is stored. */
function createStore({ library, plan, report, onProgress }: IndexRun): (batch: DoneFile[]) => Promise<void> {
  const pace = createPace(plan.work.length);
  let [done, embedded, batches] = [0, 0, 0];
  return async (batch) => {
    const lost = new Set(await library.write(toBatch(batch)));
    for (const { file, outcome, counts, before } of batch) {
      const { path } = file;
      done++;
      if (before) report.warnings.push(...asWarnings([{ ...before, path }]));
      if (outcome.kind === 'embedded') {
        embedded++;
        report.warnings.push(...outcome.warnings.map(({ code, message }) => ({ path, code, message })));
      }
      if (lost.has(path))
        report.failed.push({
          path,
          code: 'E_LIBRARY',
          message: 'Another process removed the song meanwhile.',
          remedy: 'Index again.',
        });
      else if (outcome.kind === 'failed')
        report.failed.push(withRemedy({ path, code: outcome.error.code, message: outcome.error.message }));
      else report[counts as 'indexed' | 'unchanged' | 'moved']++;
      onProgress?.(pace(done, embedded, path));
    }
    if (++batches % BATCHES_PER_COMPACTION === 0) await library.optimize();
  };
}

function toBatch(batch: readonly DoneFile[]): Parameters<Library['write']>[0] {
  return {
    files: batch.map(toRecord),
    tracks: batch.flatMap(({ outcome }) => (outcome.kind === 'embedded' ? [outcome.track] : [])),
    // A further copy of a known song does not rename it.
    descriptions: batch.flatMap(({ outcome, counts }) =>
      outcome.kind === 'known' && counts !== 'indexed' ? [outcome.description] : [],
    ),
  };
}

function toRecord({ file: { path, sizeBytes, mtimeMs }, outcome, before }: DoneFile): FileRecord {
  const seen = { path, sizeBytes, mtimeMs };
  if (outcome.kind === 'failed')
    return { ...seen, trackId: null, state: 'failed', code: outcome.error.code, message: outcome.error.message };
  if (outcome.kind === 'known') {
    const { code = null, message = null } = before ?? {};
    return { ...seen, trackId: outcome.description.trackId, state: 'ready', code, message };
  }
  const warning = outcome.warnings[0];
  return {
    ...seen,
    trackId: outcome.track.trackId,
    state: 'ready',
    code: warning?.code ?? null,
    message: warning?.message ?? null,
  };
}
