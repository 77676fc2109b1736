/** Stage 1: which tracks are worth the exact score. */
import { bestOf } from '../library/memory/best-of.js';
import type { SongOverview } from '../library/memory/held-songs.js';
import type { TrackFilter } from '../library/track-filter.js';
import type { ModelCard } from '../model/card.js';
import type { DescriptionVectors } from './embed-description.js';
import type { RetrievalLibrary } from './find-query.js';
import type { FusionParameters } from './fuse.js';
import { combineScores, comparedVectors } from './score-song.js';

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
  { metric, fusion }: Pick<ModelCard, 'metric' | 'fusion'>,
): Promise<string[]> {
  const few = await allWhereFew(library, trackCount, filter);
  if (few) return few;
  const overview = metric === 'dot' ? await library.overview(comparedWith(description), filter) : null;
  if (overview) return bestAtAGlance(overview, description, fusion);
  const rankings = searchVectors(description).map(async (vector) => {
    const [songs, clips] = await Promise.all([
      library.nearestSongs(vector, NEAREST_SONGS, filter),
      library.nearestClips(vector, NEAREST_CLIPS, filter),
    ]);
    return [songs.map((song) => song.trackId), [...new Set(clips.map((clip) => clip.trackId))]];
  });
  return mergeRankings((await Promise.all(rankings)).flat(), MAX_CANDIDATES);
}

/** @returns ids of all tracks under the filter where all can be scored, else null. */
export async function allWhereFew(
  library: Pick<RetrievalLibrary, 'filterTracks'>,
  trackCount: number,
  filter: TrackFilter,
): Promise<string[] | null> {
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  if (!isFiltered && trackCount > EXACT_TRACKS) return null;
  const passed = await library.filterTracks(filter);
  return passed.length <= EXACT_TRACKS ? passed : null;
}

/** Vectors of the overview: the whole description first, where something is wanted. */
function comparedWith(description: DescriptionVectors): Float32Array[] {
  return [...(description.wanted ? [description.wanted.whole] : []), ...comparedVectors(description)];
}

/** Ranks all songs by the fused score, with the best of a few clips in place of the attention over all. Plain loops: over all songs. */
function bestAtAGlance(
  { trackIds, song, bestClip }: SongOverview,
  { wanted, avoided }: DescriptionVectors,
  { globalWeight }: FusionParameters,
): string[] {
  const sentenceCount = wanted?.sentences.length ?? 0;
  const avoidedAt = sentenceCount + (wanted ? 1 : 0);
  const scores = new Float32Array(trackIds.length);
  const addScaled = (values: Float32Array, weight: number): void => {
    for (let i = 0; i < scores.length; i++) scores[i] = (scores[i] as number) + weight * (values[i] as number);
  };
  // scores are sums of products over deviations; what is the same for all songs does not change their order
  if (wanted) addScaled(song[0] as Float32Array, globalWeight / wanted.chance.deviation);
  for (let s = 1; s <= sentenceCount; s++)
    addScaled(bestClip[s] as Float32Array, (1 - globalWeight) / sentenceCount / (wanted?.chance.deviation ?? 1));
  for (const [a, { chance }] of avoided.entries()) {
    const weight =
      combineScores(
        wanted ? 0 : null,
        sentenceCount,
        avoided.map((_, other) => (other === a ? 1 : 0)),
      ) / chance.deviation;
    addScaled(song[avoidedAt + a] as Float32Array, weight * globalWeight);
    addScaled(bestClip[avoidedAt + a] as Float32Array, weight * (1 - globalWeight));
  }
  return bestOf(scores, MAX_CANDIDATES).map((i) => trackIds[i] as string);
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
