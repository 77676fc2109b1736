/** A library keeps the model that heard its songs: after an update it goes on answering until the new model has heard them, too. */
import { copyFile, link, mkdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { identifyModel, loadModelCard, type ModelCard } from '../model/card.js';
import type { ModelIdentity } from '../types.js';
import { isSameModel } from './library-card.js';

export const KEPT_MODEL = 'model';
/** Where linking is not possible, the model is copied if so much is left on the disk. */
const ROOM_BYTES = 2 ** 30;

/** @returns the folder of the model if the library keeps it, else null. */
export async function keptModel(home: string, identity: ModelIdentity): Promise<string | null> {
  const dir = join(home, KEPT_MODEL);
  const card = await loadModelCard(dir).catch(() => null); // none, or of another time: as good as none
  return card && isSameModel(identifyModel(card), identity) ? dir : null;
}

/**
 * Links the files of a model into a library, or copies them where that is not possible and there is room. Costs nothing where it is there already.
 *
 * @returns whether it is there now; a library without it is whole, only its model must be at hand after an update.
 */
export async function keepModel(home: string, modelDir: string, card: ModelCard): Promise<boolean> {
  if (await keptModel(home, identifyModel(card))) return true;
  const unfinished = join(home, `${KEPT_MODEL}.${process.pid}.tmp`);
  try {
    await mkdir(unfinished, { recursive: true });
    for (const file of new Set(['model.json', ...Object.keys(card.files), card.calibration.background.file]))
      await place(join(modelDir, file), join(unfinished, file));
    await rm(join(home, KEPT_MODEL), { recursive: true, force: true });
    await rename(unfinished, join(home, KEPT_MODEL));
    return true;
  } catch {
    return false; // a disk that is full or read-only: the songs matter more, and their own writing tells
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function place(from: string, to: string): Promise<void> {
  const isLinked = await link(from, to).then(
    () => true,
    () => false, // another disk, another owner, or a system without links
  );
  if (isLinked) return;
  const [{ bavail, bsize }, { size }] = await Promise.all([statfs(join(to, '..')), stat(from)]);
  if (bavail * bsize < ROOM_BYTES + size) throw new Error('There is no room for a copy.');
  await copyFile(from, to);
}
