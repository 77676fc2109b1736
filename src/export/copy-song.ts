/** Copies of songs that carry markers inside; the song's own file is only read. */
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { AudioFile } from '../audio/audio-file.js';
import { CollapError } from '../errors.js';
import { withReadablePath } from '../library/readable-path.js';
import { type Piece, writePieces } from '../tagging/file-pieces.js';
import type { FoundSong } from './find-song.js';
import { assertNoneOf } from './guard-songs.js';
import { saveFile } from './save-file.js';

/**
 * @param place - the copy, as pieces of the song's file with new bytes between them.
 * @returns the copy's size in bytes.
 * @throws {@link CollapError} `E_USAGE` when the target is the song itself, `E_CHANGED` when the song changed meanwhile, the codes of
 *   {@link saveFile}, and what `place` throws.
 */
export async function copySong(
  { path, file }: FoundSong,
  target: string,
  overwrite: boolean,
  place: (source: AudioFile) => Promise<readonly Piece[]>,
): Promise<number> {
  await assertNoneOf([file], target);
  return withReadablePath(file, extname(path), async (readable) => {
    const before = await stat(readable);
    const source = await AudioFile.open(readable);
    try {
      const pieces = await place(source);
      return await saveFile(target, { overwrite }, async (copy) => {
        await writePieces(pieces, source, copy, () => {});
        const after = await stat(readable);
        if (after.mtimeMs !== before.mtimeMs || after.size !== before.size) throw changedMeanwhile(path);
      });
    } finally {
      await source.close();
    }
  });
}

function changedMeanwhile(path: string): CollapError {
  return new CollapError(
    'E_CHANGED',
    `${path} was changed by another program meanwhile. Nothing was written.`,
    'Run the command again when the other program is done.',
  );
}
