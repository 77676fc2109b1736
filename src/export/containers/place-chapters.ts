/** Chapters in whatever way the song's own container has for them. */
import type { AudioFile } from '../../audio/audio-file.js';
import type { Piece } from '../../tagging/file-pieces.js';
import { openTags } from '../../tagging/open-tags.js';
import type { Marker } from '../markers.js';
import { wrongContainer } from './wrong-container.js';

/**
 * @throws {@link CollapError} `E_UNSUPPORTED` when the container has no chapters, `E_LIMIT` for more than it can hold, and what opening
 *   and rewriting its tags throws.
 */
export async function placeChapters(file: AudioFile, markers: readonly Marker[]): Promise<readonly Piece[]> {
  const tags = await openTags(file);
  if ((await tags.readChapters()) === null)
    throw wrongContainer(
      file.path,
      'chapters',
      'a file that holds chapters: MP3 (not with ID3v2.2), FLAC, Ogg, MP4, WAV, AIFF',
    );
  return tags.rewrite(new Map(), markers);
}
