/** Tags for files and folders: what would be written, what was written, or what was taken back. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AudioFile } from '../audio/audio-file.js';
import { asCollapError, CollapError, throwIfCancelled } from '../errors.js';
import { findTargets } from '../library/index-targets.js';
import { allowedFolders } from '../library/roots.js';
import type { FoundFile } from '../library/walk-audio.js';
import type { Workspace } from '../library/workspace.js';
import type { ProgressListener } from '../types.js';
import { assertAsIndexed } from './assert-as-indexed.js';
import { hearForTags } from './hear-for-tags.js';
import { openTags } from './open-tags.js';
import { asRewriting, planChanges } from './plan-changes.js';
import { proposeTags } from './propose-tags.js';
import { CHAPTERS, type TagStore } from './tag-fields.js';
import type { TaggedFile, TagReport } from './tag-report.js';
import type { TagRules } from './tag-rules.js';
import { checkVocabulary } from './vocabulary.js';
import { undoTags, writeTags } from './write-tags.js';

export interface TagRun {
  /** `undo` takes back what collap last wrote into each file. */
  readonly action: 'preview' | 'write' | 'undo';
  readonly rules: TagRules;
  readonly signal?: AbortSignal;
  readonly onProgress?: ProgressListener;
  /** What hears a song; replaced in tests. */
  readonly hear?: typeof hearForTags;
}

type Lists = Omit<TagReport, 'written'>;

/** Failures that are the caller's or the machine's, not one file's: they end the run. */
const FATAL: ReadonlySet<string> = new Set(['E_CANCELLED', 'E_USAGE', 'E_MODEL', 'E_DEVICE']);

/**
 * @param paths - files, and folders that are walked. A file that fails is reported, and the run goes on.
 * @throws {@link CollapError} `E_USAGE` for a vocabulary with unknown words or a library that is no folder, `E_MODEL`, `E_DEVICE`, `E_CANCELLED`.
 */
export async function tagFiles(workspace: Workspace, paths: readonly string[], run: TagRun): Promise<TagReport> {
  const report: Lists = { files: [], failed: [] };
  const files = await findFiles(workspace, paths, report);
  for (const [index, file] of files.entries()) {
    throwIfCancelled(run.signal);
    run.onProgress?.({ done: index, total: files.length, message: file.path });
    await reportFailure(report, file.path, async () => report.files.push(await tagFile(workspace, file, run)));
  }
  run.onProgress?.({ done: files.length, total: files.length, message: '' });
  const written = report.files.some(({ status }) => status === 'written' || status === 'restored');
  return { written, ...report };
}

async function findFiles(workspace: Workspace, paths: readonly string[], report: Lists): Promise<FoundFile[]> {
  const roots = await allowedFolders(workspace.roots, async () => (await workspace.records()).folders());
  const found = new Map<string, FoundFile>();
  for (const path of paths) {
    await reportFailure(report, path, async () => {
      const { files } = await findTargets([path], roots);
      if (files.length === 0)
        throw new CollapError('E_NOTHING_FOUND', `No audio file is in ${path}.`, 'Check the path.');
      for (const file of files) found.set(file.path, file);
    });
  }
  return [...found.values()];
}

async function reportFailure(report: Lists, path: string, action: () => Promise<unknown>): Promise<void> {
  try {
    await action();
  } catch (thrown) {
    const error = asCollapError(thrown);
    if (FATAL.has(error.code)) throw error;
    report.failed.push({ path, ...error.toJSON() });
  }
}

async function tagFile(workspace: Workspace, { path, raw }: FoundFile, run: TagRun): Promise<TaggedFile> {
  if (typeof raw !== 'string') {
    throw new CollapError(
      'E_UNSUPPORTED',
      `The name of ${path} is not UTF-8. Nothing was changed.`,
      'Rename the file, for example with convmv.',
    );
  }
  if (run.action === 'undo') {
    await undoTags(path, journalDir(workspace));
    return { path, kind: null, status: 'restored', changes: [], leftOut: [] };
  }
  const seen = await stat(path).catch(() => undefined); // opening says what is wrong with it
  await assertAsIndexed(workspace, path);
  const { hear = hearForTags, signal, rules } = run;
  return withTags(path, async (tags) => {
    const heard = await hear(workspace, path, { needsChapters: rules.fields.includes(CHAPTERS), signal });
    checkVocabulary(rules.vocabulary, heard.groups);
    const proposals = proposeTags(heard, rules);
    const plan = await planChanges(tags, proposals, rules);
    const { changes, chapters } = asRewriting(plan, proposals);
    await tags.rewrite(changes, chapters); // says in the preview already what the format cannot hold
    if (plan.changes.length === 0) return { path, kind: tags.kind, status: 'unchanged', ...plan };
    if (run.action === 'write') await writeTags(path, changes, journalDir(workspace), chapters, seen);
    return { path, kind: tags.kind, status: run.action === 'write' ? 'written' : 'proposed', ...plan };
  });
}

async function withTags<T>(path: string, action: (tags: TagStore) => Promise<T>): Promise<T> {
  const file = await AudioFile.open(path);
  try {
    return await action(await openTags(file));
  } finally {
    await file.close();
  }
}

const journalDir = ({ libraryDir }: Workspace): string => join(libraryDir, 'tag-journal');
