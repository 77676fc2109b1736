/** What is asked of a library, and what it answers. */
import type { Library } from '../library/library.js';
import type { TrackFilter } from '../library/track-filter.js';
import type { TextVariant } from '../model/card.js';
import type { Model } from '../model/model.js';
import type { SongPage } from './answer-page.js';

export interface FindQuery {
  /** Up to 1,000 English words: as many sentences as wanted. */
  readonly description: string;
  /** What the songs should not have; each text may list several things. */
  readonly not?: readonly string[];
  readonly filter?: TrackFilter;
  /** Results a page, 1 to 50; default 10. */
  readonly limit?: number;
  /** `nextCursor` of the page before, of the same question. */
  readonly cursor?: string;
  readonly textVariant?: TextVariant;
  readonly signal?: AbortSignal;
}

export interface FindResult extends SongPage {
  readonly warnings: readonly string[];
}

/** The part of a library that answers questions. */
export type RetrievalLibrary = Pick<
  Library,
  | 'countTracks'
  | 'tracks'
  | 'findTrack'
  | 'filterTracks'
  | 'clips'
  | 'compareClips'
  | 'sections'
  | 'nearestSongs'
  | 'roughSongs'
>;

/** The part of a workspace that answers questions. */
export interface RetrievalWorkspace {
  model(): Promise<Model>;
  library(): Promise<RetrievalLibrary>;
  /** What to know about every answer. */
  notices(): Promise<readonly string[]>;
}
