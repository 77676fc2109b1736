import type { AudioWarning } from '../../../src/audio/audio-info.js';
import type { CollapError } from '../../../src/errors.js';
import type { openLibrary } from '../../../src/library/library.js';
import type { Workspace } from '../../../src/library/workspace.js';
import type { ModelCard } from '../../../src/model/card.js';
import type { ModelIdentity } from '../../../src/types.js';

export interface FakeWorkspace extends Workspace {
  /** What was asked of the decoders and of the model. */
  readonly calls: { decoded: string[]; embedded: number; models: number };
}

export const FAKE_CARD: ModelCard;
export const FAKE_IDENTITY: ModelIdentity;
export function fakeWav(seed: number, seconds?: number): Buffer;
export function withTitle(wav: Buffer, title: string): Buffer;
export function fakeWorkspace(options: {
  libraryDir: string;
  openLibrary: typeof openLibrary;
  roots?: readonly string[] | null;
  errorOf?: (path: string) => CollapError | null;
  warningsOf?: (path: string) => AudioWarning[];
  delayMs?: number;
}): FakeWorkspace;
