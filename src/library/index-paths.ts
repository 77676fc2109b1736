/** Bringing files and folders into the library, and what changed since the last time up to date. */
import { CollapError, throwIfCancelled } from '../errors.js';
import { asWarnings } from './file-record.js';
import { planIndex } from './index-plan.js';
import { type IndexProgress, type IndexReport, newIndexReport } from './index-report.js';
import { runIndex } from './index-run.js';
import { findTargets, type IndexTargets } from './index-targets.js';
import { findKnownFolders, foldersThatWait, keepingTo } from './known-folders.js';
import { allowedFolders, type Roots } from './roots.js';
import type { IndexTarget } from './shelf.js';
import type { Workspace } from './workspace.js';

export type { IndexProgress, IndexReport } from './index-report.js';

export interface IndexOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: IndexProgress) => void) | undefined;
  /** Whether questions are answered meanwhile by the same process: then no core is kept busy ahead of time. */
  readonly answers?: boolean;
}

/**
 * Indexes files and folders. Unchanged files cost a `stat`; moved and re-tagged ones are recognised by their audio;
 * songs of a library that was made before sections were stored are listened to again;
 * those of a library that an older version of the model heard are all heard anew, beside it, while it answers;
 * several processes may index into one library at the same time.
 *
 * @param paths - folders are walked, files are taken whatever their name.
 * @throws {@link CollapError} `E_NOT_FOUND`, `E_NOTHING_FOUND`, `E_OUTSIDE_ROOTS`, `E_LIBRARY`, `E_MODEL`, `E_MODEL_MISMATCH`;
 *   `E_CANCELLED` when the signal fires: the library is usable, and the same call goes on where it stopped.
 */
export async function indexPaths(
  workspace: Workspace,
  paths: readonly string[],
  options: IndexOptions = {},
): Promise<IndexReport> {
  throwIfCancelled(options.signal);
  const target = await workspace.indexing();
  const roots = await allowedFolders(workspace.roots, (target.outdated ?? target.library).folders);
  if (target.outdated === null) return indexInto(workspace, target, paths, { ...options, roots });
  const known = await findKnownFolders(target.outdated, roots);
  const chooseFiles = await keepingTo(target.outdated, paths);
  const report = await indexInto(workspace, target, [...paths, ...known.there], { ...options, roots }, chooseFiles);
  const waiting = await foldersThatWait(target, known);
  report.warnings.push(...waiting);
  if (waiting.length === 0) await target.complete();
  return report;
}

async function indexInto(
  workspace: Workspace,
  { library, model }: IndexTarget,
  paths: readonly string[],
  { roots, signal, onProgress, answers = false }: IndexOptions & { readonly roots: Roots },
  chooseFiles = (targets: IndexTargets): IndexTargets => targets,
): Promise<IndexReport> {
  const targets = chooseFiles(await findTargets(paths, roots));
  const records = await library.filesUnder(targets.paths);
  if (targets.files.length === 0) throw nothingFound(paths, records.length);
  const plan = await planIndex(targets, records, new Set(await library.tracksWithoutSections()));
  const report = newIndexReport();
  report.unchanged = plan.unchanged.filter(({ state }) => state === 'ready').length;
  report.failed.push(...asWarnings(plan.unchanged.filter(({ state }) => state === 'failed')));
  report.warnings.push(...targets.warnings, ...asWarnings(plan.unchanged.filter(({ state }) => state === 'ready')));
  throwIfCancelled(signal);

  const { decoders } = workspace;
  const movedFrom =
    plan.work.length > 0
      ? await runIndex({ decoders, model, library, plan, report, signal, onProgress, answers })
      : new Set<string>();
  const gone = plan.gone.filter(({ path }) => !movedFrom.has(path)).map(({ path }) => path);
  await library.removeFiles([...movedFrom, ...gone]);
  report.removed = gone.length;
  await library.addFolders(targets.paths);
  await library.sweep();
  if (plan.work.length + plan.gone.length > 0) await library.optimize();
  return report;
}

/** An empty folder that was full before may be a disk that is not mounted: nothing is removed then. */
function nothingFound(paths: readonly string[], known: number): CollapError {
  const remedy =
    known > 0
      ? `The library keeps the ${known} files that it knows from there; if they are gone for good, use \`collap forget\`.`
      : 'Name a folder with audio files, or an audio file itself.';
  return new CollapError('E_NOTHING_FOUND', `There is no audio file in ${paths.join(', ')}.`, remedy);
}
