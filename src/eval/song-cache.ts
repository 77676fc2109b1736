/** Songs that an evaluation has heard, one file a song, keyed by the audio and by the model. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Model } from '../model/model.js';
import type { EvalSong } from './eval-song.js';

/** Raised when the file or what it holds changes its meaning; older files are then not found any more. */
const FORMAT = 1;

const vector = z.base64().transform(decodeVector);
const songSchema = z.object({
  durationSeconds: z.number(),
  tempoBpm: z.number().nullable(),
  key: z.string().nullable(),
  song: vector,
  clips: z.array(vector).min(1),
  clipStarts: z.array(z.number()).min(1),
});

export interface SongCache {
  read(trackId: string): Promise<EvalSong | null>;
  write(trackId: string, song: EvalSong): Promise<void>;
}

/** @param cacheDir - null keeps nothing. */
export function openSongCache(cacheDir: string | null, model: Model): SongCache {
  if (cacheDir === null) return { read: async () => null, write: async () => {} };
  const { identity, card } = model;
  const key = [FORMAT, identity.name, identity.version, identity.sha256, card.clipSeconds, card.hopSeconds];
  const dir = join(cacheDir, createHash('sha256').update(JSON.stringify(key)).digest('hex').slice(0, 16));
  const fileOf = (trackId: string) => join(dir, `${createHash('sha256').update(trackId).digest('hex')}.json`);
  return {
    read: async (trackId) => parseSong(await readIfThere(fileOf(trackId)), card.embeddingSize),
    write: async (trackId, song) => {
      await mkdir(dir, { recursive: true });
      await writeAtomically(fileOf(trackId), JSON.stringify(encodeSong(song)));
    },
  };
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** A damaged file counts as absent: the song is heard again. */
function parseSong(text: string | null, embeddingSize: number): EvalSong | null {
  if (text === null) return null;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  const song = songSchema.safeParse(json);
  const isWhole = song.success && [song.data.song, ...song.data.clips].every((v) => v.length === embeddingSize);
  return isWhole ? song.data : null;
}

function encodeSong(song: EvalSong): unknown {
  return { ...song, song: encodeVector(song.song), clips: song.clips.map(encodeVector) };
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

/** Float32, little-endian. */
function encodeVector(values: Float32Array): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
}

function decodeVector(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  const values = new Float32Array(bytes.length >> 2);
  for (let index = 0; index < values.length; index++) values[index] = bytes.readFloatLE(index * 4);
  return values;
}
