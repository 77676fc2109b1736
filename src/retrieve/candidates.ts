/** Stage 1: which tracks are worth the exact score. */
import type { TrackFilter } from '../library/track-filter.js';
import type { DescriptionVectors } from './embed-description.js';
import type { RetrievalLibrary } from './find-query.js';

/** Up to so many tracks all are scored, so that the answer is exact. */
const EXACT_TRACKS = 2000;
/** Candidates of a larger library. */
const MAX_CANDIDATES = 300;
/** Songs, and clips, that are asked for with every vector. */
const NEAREST_SONGS = 100;
const NEAREST_CLIPS = 300;
/** Source: reciprocal rank fusion and its constant, Cormack, Clarke & Büttcher 2009. */
const RANK_OFFSET = 60;

/** @returns ids of the tracks under the filter that may answer the description; none where the filter leaves none. */
export async function chooseCandidates(
  library: RetrievalLibrary,
  trackCount: number,
  description: DescriptionVectors,
  filter: TrackFilter,
): Promise<string[]> {
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  if (isFiltered || trackCount <= EXACT_TRACKS) {
    const passed = await library.filterTracks(filter);
    if (passed.length <= EXACT_TRACKS) return passed;
  }
  const rankings = searchVectors(description).map(async (vector) => {
    const [songs, clips] = await Promise.all([
      library.nearestSongs(vector, NEAREST_SONGS, filter),
      library.nearestClips(vector, NEAREST_CLIPS, filter),
    ]);
    return [songs.map((song) => song.trackId), [...new Set(clips.map((clip) => clip.trackId))]];
  });
  return mergeRankings((await Promise.all(rankings)).flat(), MAX_CANDIDATES);
}

/** Where nothing is wanted, the songs that lie farthest from what is avoided are near its negative. */
function searchVectors({ wanted, avoided }: DescriptionVectors): Float32Array[] {
  if (wanted) return [wanted.whole, ...wanted.sentences.map((sentence) => sentence.vector)];
  return avoided.map(({ vector }) => vector.map((value) => -value));
}

/** Merges rankings by the sum of their reciprocal ranks. */
export function mergeRankings(rankings: readonly (readonly string[])[], limit: number): string[] {
  const scores = new Map<string, number>();
  for (const ranking of rankings) {
    for (const [index, id] of ranking.entries()) scores.set(id, (scores.get(id) ?? 0) + 1 / (RANK_OFFSET + index + 1));
  }
  const merged = [...scores].sort(([idA, a], [idB, b]) => b - a || (idA < idB ? -1 : 1));
  return merged.slice(0, limit).map(([id]) => id);
}
