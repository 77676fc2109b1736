/** The bundled songs: what is known of each, because the project rendered them itself. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { PACKAGE_DIR } from '../../config.js';
import { CollapError } from '../../errors.js';
import { tellIssues } from '../../tell-issues.js';

const songSchema = z.object({
  file: z.string(),
  title: z.string(),
  durationSeconds: z.number().positive(),
  tempoBpm: z.number().positive(),
  key: z.string(),
  genre: z.string(),
  /** The truth: where each part of the song begins and ends. */
  sections: z.array(z.object({ startSeconds: z.number(), endSeconds: z.number(), label: z.string() })),
  /** In words that the model was not trained on. */
  description: z.string().min(1),
});

export type DemoSong = z.infer<typeof songSchema>;

export const DEMO_DIR = join(PACKAGE_DIR, 'demo');
const QUESTIONS = 3;

/**
 * Reads `songs.json`.
 *
 * @throws {@link CollapError} `E_NOT_FOUND` when the songs are missing, `E_MANIFEST` when the file is not as expected.
 */
export async function readSongbook(demoDir: string = DEMO_DIR): Promise<DemoSong[]> {
  const path = join(demoDir, 'songs.json');
  const remedy = 'Install collap again, or take the folder `demo` of its repository.';
  const text = await readFile(path, 'utf8').catch((cause) => {
    throw new CollapError('E_NOT_FOUND', `The bundled songs are missing: ${path} cannot be read.`, remedy, { cause });
  });
  try {
    return z.array(songSchema).min(1).parse(JSON.parse(text));
  } catch (cause) {
    const detail = cause instanceof z.ZodError ? tellIssues(cause) : String(cause);
    throw new CollapError('E_MANIFEST', `${path} is not a list of songs: ${detail}`, remedy, { cause });
  }
}

/** The first, the last and those evenly between them, whose descriptions the demo asks for. */
export function pickQuestions(songs: readonly DemoSong[]): DemoSong[] {
  const count = Math.min(QUESTIONS, songs.length);
  return Array.from(
    { length: count },
    (_, i) => songs[Math.round((i * (songs.length - 1)) / Math.max(1, count - 1))] as DemoSong,
  );
}
