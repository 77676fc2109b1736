/** Songs that an evaluation has heard, one file a song, keyed by the audio and by the model. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelCard } from '../model/card.js';
import type { Model } from '../model/model.js';
import { asSaveError } from '../save-error.js';
import type { SongForm } from './song-form.js';

/** Raised when files of every form change; older ones are then not found any more. */
const FORMAT = 1;

export interface SongCache<Song> {
  /** @throws {@link CollapError} the codes of a file that cannot be written, as `write` does: a cache that cannot be read is of no use. */
  read(trackId: string): Promise<Song | null>;
  write(trackId: string, song: Song): Promise<void>;
}

/** @param cacheDir - null keeps nothing. */
export function openSongCache<Song>(cacheDir: string | null, model: Model, form: SongForm<Song>): SongCache<Song> {
  if (cacheDir === null) return { read: async () => null, write: async () => {} };
  const { identity, card } = model;
  const key = [FORMAT, identity.name, identity.version, identity.sha256, card.clipSeconds, card.hopSeconds, form.name];
  const dir = join(cacheDir, createHash('sha256').update(JSON.stringify(key)).digest('hex').slice(0, 16));
  const fileOf = (trackId: string) => join(dir, `${createHash('sha256').update(trackId).digest('hex')}.json`);
  return {
    read: async (trackId) => parseSong(await readIfThere(fileOf(trackId)), card, form),
    write: async (trackId, song) => {
      try {
        await mkdir(dir, { recursive: true });
        await writeAtomically(fileOf(trackId), JSON.stringify(form.encode(song)));
      } catch (cause) {
        throw asSaveError(fileOf(trackId), cause);
      }
    },
  };
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw asSaveError(path, error);
  }
}

/** A damaged file counts as absent: the song is heard again. */
function parseSong<Song>(text: string | null, card: ModelCard, form: SongForm<Song>): Song | null {
  if (text === null) return null;
  try {
    return form.parse(JSON.parse(text), card);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** A reader sees the old file or the new one, never a part. */
async function writeAtomically(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, text);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}
