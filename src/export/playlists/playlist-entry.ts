import { basename } from 'node:path';
import { pathToText, type RawPath } from '../../library/path-text.js';

/** One song of a playlist. */
export interface PlaylistEntry {
  /** As bytes or text that the file system takes; absolute. */
  readonly path: RawPath;
  readonly title: string | null;
  readonly artist: string | null;
  readonly durationSeconds: number | null;
}

/** The song's name for people: its title, or the name of its file. */
export function titleOf({ path, title }: Pick<PlaylistEntry, 'path' | 'title'>): string {
  return title ?? basename(typeof path === 'string' ? path : pathToText(path));
}
