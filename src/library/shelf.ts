/** Which tables and which model answer at this moment, and which are to be filled. */
import type { GivesWay } from '../background.js';
import { identifyModel, loadModelCard } from '../model/card.js';
import type { Model } from '../model/model.js';
import type { ModelIdentity } from '../types.js';
import { generationDir, homeOf, removeFormer, switchGeneration } from './generations.js';
import { keepModel, keptModel } from './kept-model.js';
import type { Library } from './library.js';
import { isSameModel, type LibraryCard, readLibraryCard } from './library-card.js';
import { guardLibrary } from './library-error.js';
import { type Once, once } from './once.js';

/** A library and the model of its vectors. */
export interface OpenedLibrary {
  /** @throws {@link CollapError} `E_LIBRARY`, `E_MODEL`, `E_MODEL_MISMATCH` where the model of the vectors is not at hand. */
  library(): Promise<Library>;
  /** Of the library's vectors; where that is not at hand, the one that is in use. @throws {@link CollapError} `E_MODEL`, `E_DEVICE`. */
  model(): Promise<Model>;
  /** The library for what is no matter of vectors: its folders, its state. @throws {@link CollapError} `E_LIBRARY`, `E_MODEL`. */
  records(): Promise<Library>;
  /** What to know about every answer, such as that a newer model has not heard the songs yet. */
  notices(): Promise<readonly string[]>;
}

/** What an index run fills. */
export interface IndexTarget {
  readonly library: Library;
  model(): Promise<Model>;
  /** The library that answers meanwhile, where all its songs are being heard anew by a newer model. */
  readonly outdated: Library | null;
  /** Lets the filled library answer from now on. */
  complete(): Promise<void>;
}

export interface Shelf {
  /** Costs a look at one small file. */
  current(): Promise<OpenedLibrary>;
  /** @throws {@link CollapError} `E_LIBRARY`, `E_MODEL`, `E_MODEL_MISMATCH` where the library is not of an older version of the same model. */
  target(): Promise<IndexTarget>;
  close(): Promise<void>;
}

/** Longer than any question takes. */
const RETIRE_AFTER_MS = 10 * 60_000;

interface Held {
  readonly home: string;
  readonly card: LibraryCard;
}

interface OwnModel {
  readonly identity: ModelIdentity;
  readonly embeddingSize: number;
}

/** Opens nothing yet. @param options - how models are opened. */
export function createShelf(
  libraryDir: string,
  modelDir: string,
  options: { readonly device: string; readonly givesWay: GivesWay },
): Shelf {
  const models = new Map<string, Once<Model>>();
  const retired = new Set<Once<Model>>();
  let state: { key: string; opened: OpenedLibrary } | null = null;

  function modelIn(dir: string): Promise<Model> {
    const opening =
      models.get(dir) ?? once(async () => (await import('../model/open-model.js')).openModel(dir, options));
    models.set(dir, opening);
    return opening.get();
  }

  /** Models of former libraries are closed, once the questions that were asked of them have ended. */
  function retireModels(): void {
    for (const [dir, opening] of models) {
      if (dir === modelDir) continue;
      models.delete(dir);
      retired.add(opening);
      setTimeout(async () => {
        if (retired.delete(opening)) await (await opening.opened())?.close();
      }, RETIRE_AFTER_MS).unref();
    }
  }

  async function current(): Promise<OpenedLibrary> {
    const held = await readHeld(libraryDir).catch(() => null); // what is wrong, opening it will tell
    // a library that vanished is asked all the same, and says so; it may come back
    if (state !== null && (held === null || state.key === keyOf(held))) return state.opened;
    const key = held === null ? '' : keyOf(held);
    const isFirst = state?.key === '' && held?.home === libraryDir;
    if (!isFirst) retireModels();
    state = { key, opened: isFirst && state ? state.opened : openedFor(held) };
    return state.opened;
  }

  function openedFor(held: Held | null): OpenedLibrary {
    const chosen = once(async () => {
      const own = await readOwn(modelDir);
      const isOwn = held === null || isSameModel(held.card.model, own.identity);
      const kept =
        isOwn || held.card.model.name !== own.identity.name ? null : await keptModel(held.home, held.card.model);
      return { own, isOwn, kept };
    });
    const library = once(async () => {
      const { own, kept } = await chosen.get();
      return openTables(libraryDir, kept && held ? ofCard(held.card) : own);
    });
    const records = once(async () => {
      const { isOwn, kept } = await chosen.get();
      return isOwn || kept || !held ? library.get() : openTables(libraryDir, ofCard(held.card));
    });
    return {
      library: library.get,
      records: records.get,
      model: async () => modelIn((await chosen.get()).kept ?? modelDir),
      notices: async () => {
        const { own, isOwn, kept } = await chosen.get();
        return isOwn || !held ? [] : [outdatedNotice(held.card.model, own.identity, kept !== null)];
      },
    };
  }

  const target = () => guardLibrary(libraryDir, chooseTarget);

  async function chooseTarget(): Promise<IndexTarget> {
    await removeFormer(libraryDir);
    const [own, held] = await Promise.all([readOwn(modelDir), readHeld(libraryDir)]);
    const model = () => modelIn(modelDir);
    if (held !== null && isNewer(own.identity, held.card.model)) {
      const outdated = await (await current()).records();
      if ((await outdated.countTracks()) > 0) {
        const home = generationDir(libraryDir, own.identity);
        const library = await openTables(home, own);
        await keepModel(home, modelDir, own.card);
        return { library, model, outdated, complete: () => switchGeneration(libraryDir, home) };
      }
    }
    const isOwn = held === null || isSameModel(held.card.model, own.identity);
    const library = isOwn ? await (await current()).library() : await openTables(libraryDir, own);
    await keepModel(await homeOf(libraryDir), modelDir, own.card);
    return { library, model, outdated: null, complete: async () => {} };
  }

  return {
    current,
    target,
    close: async () =>
      void (await Promise.all(
        [...models.values(), ...retired].map(async (opening) => (await opening.opened())?.close()),
      )),
  };
}

/** The database takes half a second to load: not before it is needed. */
async function openTables(dir: string, model: OwnModel): Promise<Library> {
  return (await import('./library.js')).openLibrary(dir, model);
}

async function readOwn(modelDir: string) {
  const card = await loadModelCard(modelDir);
  return { card, identity: identifyModel(card), embeddingSize: card.embeddingSize };
}

async function readHeld(libraryDir: string): Promise<Held | null> {
  const home = await homeOf(libraryDir);
  const card = await readLibraryCard(home);
  return card && { home, card };
}

const keyOf = ({ home, card }: Held): string => `${home}\n${JSON.stringify(card.model)}`;
const ofCard = ({ model, embeddingSize }: LibraryCard): OwnModel => ({ identity: model, embeddingSize });

/** Two installed versions must not hear each other's songs anew in turn: only the newer one does. */
function isNewer(own: ModelIdentity, held: ModelIdentity): boolean {
  const byNumber = own.version.localeCompare(held.version, 'en', { numeric: true });
  return own.name === held.name && byNumber > 0;
}

function outdatedNotice(held: ModelIdentity, own: ModelIdentity, isKept: boolean): string {
  const [heldName, ownName] = [held, own].map(({ name, version }) => `${name} ${version}`);
  const end = isNewer(own, held)
    ? `until \`collap index\` has had all songs heard by ${ownName}`
    : `as long as ${ownName} is in use`;
  return isKept
    ? `${heldName}, which heard these songs, answers ${end}.`
    : `${heldName}, which heard these songs, is not at hand: there are no answers ${end}.`;
}
