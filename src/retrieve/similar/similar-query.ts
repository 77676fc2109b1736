/** What is asked for with a song in the place of a description, and what comes back. */
import type { HearWorkspace } from '../../align/hear-song.js';
import type { Library } from '../../library/library.js';
import type { TrackFilter } from '../../library/track-filter.js';
import type { TextVariant } from '../../model/card.js';
import type { Model } from '../../model/model.js';
import type { Evidence, ProgressListener, SegmentFunction } from '../../types.js';
import type { PageWording, RankedSong, SongPage } from '../answer-page.js';
import type { RetrievalLibrary } from '../find-query.js';
import type { AskedSong } from './asked-song.js';

/** By how it sounds, or by how its sections follow each other. */
export type SimilarBy = 'sound' | 'structure';

export interface SimilarQuery {
  /** Path of any audio file, or a track id or title of the library. */
  readonly song: string;
  /** Whether the file of a song that the library holds without its sections may be heard for them (the default). */
  readonly mayHear?: boolean | undefined;
  /** Default: sound. */
  readonly by?: SimilarBy | undefined;
  /** Only a stretch of the song, from here (default: its start) … */
  readonly fromSeconds?: number | undefined;
  /** … to here (default: its end): sections that sound like it are found. */
  readonly toSeconds?: number | undefined;
  /** With a stretch: other places of the song itself count, too. */
  readonly within?: boolean | undefined;
  /** How the results should differ: "more strings, no drums". */
  readonly but?: string | undefined;
  readonly filter?: TrackFilter;
  /** Results a page, 1 to 50; default 10. */
  readonly limit?: number;
  /** `nextCursor` of the page before, of the same question. */
  readonly cursor?: string | undefined;
  readonly textVariant?: TextVariant | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ProgressListener | undefined;
}

/** A section of a result beside what it resembles in the song that was asked with. */
export interface SimilarEvidence extends Evidence {
  /** Of the asked song; null for what `but` says. */
  readonly askedStartSeconds: number | null;
  readonly askedEndSeconds: number | null;
  /** Of the section of the result; null where there is none. */
  readonly label: string | null;
  readonly function: SegmentFunction | null;
}

export interface SimilarResult extends SongPage<SimilarEvidence> {
  readonly warnings: readonly string[];
}

export type SimilarLibrary = RetrievalLibrary & Pick<Library, 'countWithoutSections' | 'filesUnder'>;

export interface SimilarWorkspace extends Omit<HearWorkspace, 'library'> {
  model(): Promise<Model>;
  library(): Promise<SimilarLibrary>;
  /** What to know about every answer. */
  notices(): Promise<readonly string[]>;
}

/** All that a ranking stands on. */
export interface SimilarQuestion {
  readonly query: SimilarQuery;
  readonly asked: AskedSong;
  readonly library: SimilarLibrary;
  readonly model: Model;
}

/** Songs in some order of likeness, and how that is shown. */
export interface SimilarRanking {
  /** In any order. */
  readonly ranked: readonly RankedSong[];
  /** The evidence of songs, by track id; a song without an entry was removed this moment. */
  gather(page: readonly RankedSong[]): Promise<ReadonlyMap<string, readonly SimilarEvidence[]>>;
  readonly wording: PageWording;
  /** What a standard deviation of the description in `but` counts on the scale of this score. */
  readonly butWeight: number;
  /** What else is to be said of the answer. */
  readonly note: string | null;
}
