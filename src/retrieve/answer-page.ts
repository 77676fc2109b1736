/** One page of ranked songs as the document that every search answers with. */
import type { StoredTrack } from '../library/stored-track.js';
import { toldTempo } from '../told-tempo.js';
import type { Certainty, Evidence, SongMatch } from '../types.js';
import { compareRanked, type PageEnd, type Ranked, writeCursor } from './cursor.js';

/** Shown where nothing fits, so that the user sees what is nearest. */
const NEAREST_MISSES = 3;

export interface RankedSong extends Ranked {
  readonly track: StoredTrack;
  readonly certainty: Certainty;
}

/** Which page of which question. */
export interface PageRequest {
  readonly fingerprint: string;
  readonly limit: number;
  /** Null for the first page. */
  readonly after: PageEnd | null;
  /** Whether filters chose the songs: then all of them are answers, however they sound. */
  readonly isFiltered?: boolean;
}

export interface SongPage<E extends Evidence = Evidence> {
  readonly results: readonly SongMatch<E>[];
  readonly nextCursor: string | null;
  /** Why there are few results or none; null where they fit. */
  readonly note: string | null;
}

/** How a page is put into words. */
export interface PageWording {
  readonly nothingPasses: string;
  readonly nothingFits: string;
}

/**
 * @param ranked - best first.
 * @param gather - the evidence of the songs that are shown, by track id; a song without an entry is left out: another process removed it
 *   this moment.
 */
export async function answerPage<T extends RankedSong, E extends Evidence>(
  ranked: readonly T[],
  { fingerprint, limit, after, isFiltered = false }: PageRequest,
  gather: (page: readonly T[]) => Promise<ReadonlyMap<string, readonly E[]>>,
  wording: PageWording,
): Promise<SongPage<E>> {
  if (!ranked.length) return { results: [], nextCursor: null, note: wording.nothingPasses };
  const rest = after ? ranked.filter((song) => compareRanked(song, after) > 0) : ranked;
  const fits = after !== null || rest.some((song) => song.certainty !== 'low');
  const isPaged = fits || isFiltered;
  const page = rest.slice(0, isPaged ? limit : Math.min(limit, NEAREST_MISSES));
  const evidenceOf = await gather(page);
  const results = page.flatMap((song, index) => {
    const evidence = evidenceOf.get(song.trackId);
    return evidence ? [describeMatch(song, (after?.rank ?? 0) + index + 1, evidence)] : [];
  });
  const last = results.at(-1);
  const hasMore = isPaged && rest.length > page.length;
  const nextCursor = hasMore && last ? writeCursor(fingerprint, last) : null;
  return { results, nextCursor, note: fits ? null : wording.nothingFits };
}

function describeMatch<E extends Evidence>(
  { track, score, certainty }: RankedSong,
  rank: number,
  evidence: readonly E[],
): SongMatch<E> {
  const { trackId, path, title, artist, durationSeconds, key } = track;
  const tempoBpm = toldTempo(track.tempoBpm);
  return { rank, trackId, path, title, artist, durationSeconds, tempoBpm, key, score, certainty, evidence };
}
