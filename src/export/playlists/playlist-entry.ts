import type { RawPath } from '../../library/path-text.js';

/** One song of a playlist. */
export interface PlaylistEntry {
  /** As bytes or text that the file system takes; absolute. */
  readonly path: RawPath;
  readonly title: string | null;
  readonly artist: string | null;
  readonly durationSeconds: number | null;
}
