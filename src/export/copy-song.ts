/** Copies of songs that carry markers inside; the song's own file is only read. */
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { AudioFile } from '../audio/audio-file.js';
import { withReadablePath } from '../library/readable-path.js';
import { assertUnchanged } from '../tagging/file-guards.js';
import { type Piece, writePieces } from '../tagging/file-pieces.js';
import type { FoundSong } from './find-song.js';
import { assertNoneOf } from './guard-songs.js';
import { type SaveOptions, saveFile } from './save-file.js';

/**
 * @param place - the copy, as pieces of the song's file with new bytes between them.
 * @returns the copy's size in bytes.
 * @throws {@link CollapError} `E_USAGE` when the target is the song itself, `E_CHANGED` when the song changed meanwhile, the codes of
 *   {@link saveFile}, and what `place` throws.
 */
export async function copySong(
  { path, file }: FoundSong,
  target: string,
  options: SaveOptions,
  place: (source: AudioFile) => Promise<readonly Piece[]>,
): Promise<number> {
  await assertNoneOf([file], target);
  return withReadablePath(file, extname(path), async (readable) => {
    const before = await stat(readable);
    const source = await AudioFile.open(readable);
    try {
      const pieces = await place(source);
      return await saveFile(target, options, async (copy) => {
        await writePieces(pieces, source, copy, () => {});
        await assertUnchanged(readable, before, path);
      });
    } finally {
      await source.close();
    }
  });
}
