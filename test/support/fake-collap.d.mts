import type { CollapError } from '../../src/errors.js';
import type { IndexRunner } from '../../src/library/index-jobs.js';
import type { StoredTrack } from '../../src/library/stored-track.js';
import type { Workspace } from '../../src/library/workspace.js';
import type { UseCases } from '../../src/tools/use-cases.js';
import type { ModelIdentity } from '../../src/types.js';

export const IDENTITY: ModelIdentity;
export const SONGS: readonly StoredTrack[];
export function fakeWorkspace(options: {
  libraryDir: string;
  roots?: readonly string[] | null;
  allowWrite?: boolean;
}): Workspace;
export function fakeUseCases(error: typeof CollapError, log?: (line: string) => void): UseCases;
export function fakeIndexer(error: typeof CollapError, log?: (line: string) => void): IndexRunner;
