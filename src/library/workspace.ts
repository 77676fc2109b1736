/** What a session works with: decoders, a model, a library; opened when first used, and once. */
import { createDecoderPool, type DecoderPool } from '../audio/decoder-pool.js';
import type { GivesWay } from '../background.js';
import { once } from './once.js';
import type { Roots } from './roots.js';
import { createShelf, type IndexTarget, type OpenedLibrary } from './shelf.js';

export interface Workspace extends OpenedLibrary {
  readonly libraryDir: string;
  readonly modelDir: string;
  /** Folders whose files may be read; without any, the indexed ones; null: all files. */
  readonly roots: Roots;
  /** Whether callers may have files of music changed. */
  readonly allowWrite: boolean;
  readonly decoders: DecoderPool;
  /** What an index run fills; its songs are found once it is complete, or at once where the model is that of the library. */
  indexing(): Promise<IndexTarget>;
  /** The same workspace for one question: its library and its model belong together to the end, whatever takes their place meanwhile. */
  now(): Workspace;
  close(): Promise<void>;
}

export interface WorkspaceOptions {
  readonly libraryDir: string;
  readonly modelDir: string;
  /** An execution provider, or `auto`. */
  readonly device: string;
  /** By default all files may be named. */
  readonly roots?: readonly string[] | null;
  /** By default files of music are only read. */
  readonly allowWrite?: boolean;
  /** To whom listening gives way: where songs are indexed and nobody waits for each. */
  readonly givesWay?: GivesWay;
}

/** Opens nothing yet. */
export function openWorkspace({
  libraryDir,
  modelDir,
  device,
  roots = null,
  allowWrite = false,
  givesWay = 'toNone',
}: WorkspaceOptions): Workspace {
  const decoders = createDecoderPool({ givesWay });
  const shelf = createShelf(libraryDir, modelDir, { device, givesWay });
  const held = {
    ...{ libraryDir, modelDir, roots, allowWrite, decoders },
    indexing: shelf.target,
    async close() {
      await decoders.close();
      await shelf.close();
    },
  };
  const viewOf = (opened: () => Promise<OpenedLibrary>): Workspace => ({
    ...held,
    model: async () => (await opened()).model(),
    library: async () => (await opened()).library(),
    records: async () => (await opened()).records(),
    notices: async () => (await opened()).notices(),
    now: () => viewOf(once(shelf.current).get),
  });
  return viewOf(shelf.current);
}
