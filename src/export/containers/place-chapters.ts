/** Chapters in whatever way the song's own container has for them. */
import type { AudioFile } from '../../audio/audio-file.js';
import { readAudioHeader } from '../../audio/containers/read-header.js';
import type { Piece } from '../../tagging/file-pieces.js';
import type { Marker } from '../markers.js';
import { placeId3Chapters } from './id3-chapters.js';
import { placeMp4Chapters } from './mp4-chapters.js';
import { placeVorbisChapters } from './vorbis-chapters.js';
import { wrongContainer } from './wrong-container.js';

/** @throws {@link CollapError} `E_UNSUPPORTED` when the container has no chapters, and what the container's writer throws. */
export async function placeChapters(file: AudioFile, markers: readonly Marker[]): Promise<readonly Piece[]> {
  const { format } = await readAudioHeader(file);
  switch (format) {
    case 'mp3':
      return placeId3Chapters(file, markers);
    case 'flac':
    case 'vorbis':
    case 'opus':
    case 'ogg-flac':
      return placeVorbisChapters(file, markers);
    case 'mp4':
      return placeMp4Chapters(file, markers);
    default:
      throw wrongContainer(file.path, 'chapters', 'an MP3, FLAC, Ogg or MP4 file (WAV takes wav-cue)');
  }
}
