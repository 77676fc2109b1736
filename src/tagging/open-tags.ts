/** Finds where a file keeps its tags. */
import type { AudioFile } from '../audio/audio-file.js';
import { readAudioHeader } from '../audio/containers/read-header.js';
import { openApeStore } from './containers/ape-store.js';
import { openChunkStore } from './containers/chunk-store.js';
import { openFlacStore } from './containers/flac-store.js';
import { openId3Store } from './containers/id3-store.js';
import { openMp4Store } from './containers/mp4-store.js';
import { openOggStore } from './containers/ogg-store.js';
import { noTagFormat, type TagStore } from './tag-fields.js';

/** Formats of ffmpeg's that carry APEv2. */
const APE_DEMUXERS: ReadonlySet<string> = new Set(['wv', 'ape', 'mpc', 'mpc8']);

/**
 * Opens the tags of a file, told by its bytes and not by its name.
 *
 * @throws {@link CollapError} `E_NOT_AUDIO`, `E_DECODE`, `E_TAG_DAMAGED`, `E_TAG_FORMAT` for containers without tags that collap writes.
 */
export async function openTags(file: AudioFile): Promise<TagStore> {
  const header = await readAudioHeader(file);
  switch (header.format) {
    case 'mp3':
    case 'aac':
      return openId3Store(file);
    case 'flac':
      return openFlacStore(file);
    case 'vorbis':
    case 'opus':
    case 'ogg-flac':
      return openOggStore(file, header);
    case 'mp4':
      return openMp4Store(file);
    case 'wav':
      return openChunkStore(file, 'little');
    case 'aiff':
      return openChunkStore(file, 'big');
    default:
      if (APE_DEMUXERS.has(header.demuxer)) return openApeStore(file);
      throw noTagFormat(
        file.path,
        `Tags of the format "${header.demuxer}" are not written.`,
        'Convert it, or tag it with another program: collap classify says what to write.',
      );
  }
}
