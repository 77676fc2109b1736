/** What a session works with: decoders, a model, a library; opened when first used, and once. */
import { createDecoderPool, type DecoderPool } from '../audio/decoder-pool.js';
import { identifyModel, loadModelCard } from '../model/card.js';
import type { Model } from '../model/model.js';
import type { Library } from './library.js';
import type { Roots } from './roots.js';

export interface Workspace {
  readonly libraryDir: string;
  readonly modelDir: string;
  /** Folders whose files may be named; null: all. */
  readonly roots: Roots;
  /** Whether callers may have files of music changed. */
  readonly allowWrite: boolean;
  readonly decoders: DecoderPool;
  /** @throws {@link CollapError} `E_MODEL`, `E_DEVICE`. */
  model(): Promise<Model>;
  /** Needs the model's card, not the model itself. @throws {@link CollapError} `E_LIBRARY`, `E_MODEL`, `E_MODEL_MISMATCH`. */
  library(): Promise<Library>;
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
}

/** Opens nothing yet. */
export function openWorkspace({
  libraryDir,
  modelDir,
  device,
  roots = null,
  allowWrite = false,
}: WorkspaceOptions): Workspace {
  const decoders = createDecoderPool();
  const model = once(async () => (await import('../model/open-model.js')).openModel(modelDir, { device }));
  const library = once(async () => {
    const card = await loadModelCard(modelDir);
    const { openLibrary } = await import('./library.js'); // the database takes half a second to load
    return openLibrary(libraryDir, { identity: identifyModel(card), embeddingSize: card.embeddingSize });
  });
  return {
    libraryDir,
    modelDir,
    roots,
    allowWrite,
    decoders,
    model: model.get,
    library: library.get,
    async close() {
      await decoders.close();
      await (await model.opened())?.close();
    },
  };
}

/** Opens at the first call; a failure is not kept, so that the next call tries again. */
function once<T>(open: () => Promise<T>): { get(): Promise<T>; opened(): Promise<T | null> } {
  let opening: Promise<T> | undefined;
  return {
    get() {
      opening ??= open().catch((error) => {
        opening = undefined;
        throw error;
      });
      return opening;
    },
    opened: async () => opening?.catch(() => null) ?? null, // what never opened needs no closing
  };
}
