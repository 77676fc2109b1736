/** Stage 1: which tracks are worth the exact score. */
import type { TrackFilter } from '../library/track-filter.js';
import type { ModelCard } from '../model/card.js';
import { fusedDirection } from './chance-level.js';
import type { DescriptionVectors } from './embed-description.js';
import type { RetrievalLibrary } from './find-query.js';
import type { FusionParameters } from './fuse.js';
import { combineScores } from './score-song.js';
import { weightedSum } from './vectors.js';

/** Up to so many tracks all are scored, so that the answer is exact. */
const EXACT_TRACKS = 2000;
/** Candidates of a library of so many songs, or fewer; of ten times as many, 1.4 times as many are enough (docs/decisions/0011-large-libraries.md). */
const CANDIDATES = 300;
const CANDIDATES_AT = 100_000;
const GROWTH = Math.log10(1.4);

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
  const count = Math.ceil(CANDIDATES * Math.max(1, trackCount / CANDIDATES_AT) ** GROWTH);
  const direction = combinedDirection(description, fusion);
  const centre = metric === 'cosine' ? new Float32Array(direction.length) : null; // songs by the cosine, then
  const near = await library.nearestSongs(direction, count, filter, centre);
  return near.map(({ trackId }) => trackId);
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

/**
 * The one vector whose dot product ranks songs of one clip as the combined score does: there, that score is linear. What the clips of longer
 * songs add changes places among the candidates, and seldom who they are.
 *
 * @returns shape (D).
 */
export function combinedDirection({ wanted, avoided }: DescriptionVectors, fusion: FusionParameters): Float32Array {
  const count = wanted?.sentences.length ?? 0;
  const directions: Float32Array[] = [];
  const weights: number[] = [];
  if (wanted) {
    directions.push(
      fusedDirection(
        wanted.sentences.map(({ vector }) => vector),
        wanted.whole,
        fusion,
      ),
    );
    weights.push(1 / wanted.chance.deviation);
  }
  for (const [a, { vector, chance }] of avoided.entries()) {
    const alone = avoided.map((_, other) => (other === a ? 1 : 0));
    directions.push(vector);
    weights.push(combineScores(wanted ? 0 : null, count, alone) / chance.deviation);
  }
  return weightedSum(directions, weights);
}
