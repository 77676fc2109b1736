/** The use cases behind the tools, loaded when first called: a list of tools must not wait for models and databases. */
import type { alignStructure } from '../align/align-structure.js';
import type { classifySong } from '../classify/classify-song.js';
import type { describeSong } from '../describe/describe-song.js';
import type { embedSong } from '../embed/embed-song.js';
import type { exportSongs } from '../export/export-songs.js';
import type { findSongs } from '../retrieve/find-songs.js';
import type { findSimilar } from '../retrieve/similar/find-similar.js';
import type { tagFiles } from '../tagging/tag-files.js';

export interface UseCases {
  readonly findSongs: typeof findSongs;
  readonly findSimilar: typeof findSimilar;
  readonly alignStructure: typeof alignStructure;
  readonly classifySong: typeof classifySong;
  readonly describeSong: typeof describeSong;
  readonly embedSong: typeof embedSong;
  readonly exportSongs: typeof exportSongs;
  readonly tagFiles: typeof tagFiles;
  /** The track id of a file that is not in the library. */
  readonly hashEncodedAudio: (path: string) => Promise<string>;
}

export const useCases: UseCases = {
  findSongs: async (...args) => (await import('../retrieve/find-songs.js')).findSongs(...args),
  findSimilar: async (...args) => (await import('../retrieve/similar/find-similar.js')).findSimilar(...args),
  alignStructure: async (...args) => (await import('../align/align-structure.js')).alignStructure(...args),
  classifySong: async (...args) => (await import('../classify/classify-song.js')).classifySong(...args),
  describeSong: async (...args) => (await import('../describe/describe-song.js')).describeSong(...args),
  embedSong: async (...args) => (await import('../embed/embed-song.js')).embedSong(...args),
  exportSongs: async (...args) => (await import('../export/export-songs.js')).exportSongs(...args),
  tagFiles: async (...args) => (await import('../tagging/tag-files.js')).tagFiles(...args),
  hashEncodedAudio: async (path) => (await import('../audio/track-id.js')).hashEncodedAudio(path),
};
