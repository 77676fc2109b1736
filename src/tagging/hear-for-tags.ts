/** What tags are made of, of one song. */
import { type Classification, classifyLoaded } from '../classify/classify-song.js';
import { type ClassifyWorkspace, type LoadedSong, loadSong } from '../classify/load-song.js';
import { throwIfCancelled } from '../errors.js';
import { nameSections } from '../structure/name-sections.js';
import type { Chapter } from './chapter.js';

export interface HeardForTags extends Pick<Classification, 'groups' | 'tempoBpm' | 'key'> {
  /** The sections by name, in playing order; null where the structure is not known. */
  readonly chapters: readonly Chapter[] | null;
}

export interface HearingForTags {
  /** Whether a song that the library holds without its sections is heard anew for them. */
  readonly needsChapters: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** @throws {@link CollapError} the decoder's codes for a file that cannot be read, `E_MODEL`, `E_CANCELLED`. */
export async function hearForTags(
  workspace: ClassifyWorkspace,
  path: string,
  { needsChapters, signal }: HearingForTags,
): Promise<HeardForTags> {
  const song = await loadSong(workspace, path, { hearSections: needsChapters, signal });
  throwIfCancelled(signal);
  const { groups, tempoBpm, key } = await classifyLoaded(song, await workspace.model());
  return { groups, tempoBpm, key, chapters: chaptersOf(song) };
}

/** Analysis and file may disagree about the end by some milliseconds. */
function chaptersOf({ segments, durationSeconds }: LoadedSong): Chapter[] | null {
  if (segments === null) return null;
  const names = nameSections(segments);
  return segments.map(({ startSeconds, endSeconds }, i) => ({
    startSeconds,
    endSeconds: Math.min(endSeconds, durationSeconds),
    name: names[i] as string,
  }));
}
