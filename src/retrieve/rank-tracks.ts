/** Stage 2: the exact score of every candidate. */
import type { ModelCard } from '../model/card.js';
import type { RankedSong } from './answer-page.js';
import { compareRanked } from './cursor.js';
import type { DescriptionVectors } from './embed-description.js';
import type { RetrievalLibrary } from './find-query.js';
import { compareSentences } from './fuse.js';
import { nudge } from './measured-hints.js';
import type { ParsedDescription } from './parse-description.js';
import { certaintyOf, comparedVectors, scoreCompared } from './score-song.js';
import { toMetric } from './vectors.js';

export type RankedTrack = RankedSong;

/** A description that was read, and the card of the model that read it. */
export interface RankedQuestion {
  readonly parsed: ParsedDescription;
  readonly vectors: DescriptionVectors;
  readonly card: ModelCard;
}

/** @returns the tracks, best first; without those that another process removed meanwhile. */
export async function rankTracks(
  library: RetrievalLibrary,
  ids: readonly string[],
  { parsed, vectors, card }: RankedQuestion,
): Promise<RankedTrack[]> {
  const [tracks, similarityOf] = await Promise.all([
    library.tracks(ids),
    compareTracks(library, ids, comparedVectors(vectors), card.metric),
  ]);
  const scored = tracks.flatMap((track) => {
    const similarity = similarityOf.get(track.trackId);
    if (!similarity) return [];
    const heard = scoreCompared(toMetric(track.song, card.metric), similarity, vectors, card.fusion);
    const certainty = certaintyOf(heard, card.calibration.certainty);
    return [{ trackId: track.trackId, track, score: heard + nudge(parsed.hints, track), certainty }];
  });
  return scored.sort(compareRanked);
}

/** Similarities of vectors with the clips of each track, shape (S, N). The library compares by the dot product only. */
async function compareTracks(
  library: RetrievalLibrary,
  ids: readonly string[],
  vectors: readonly Float32Array[],
  metric: ModelCard['metric'],
): Promise<Map<string, Float32Array>> {
  if (metric === 'dot') return library.compareClips(ids, vectors);
  const clipsOf = [...(await library.clips(ids))].filter(([, clips]) => clips.length > 0);
  return new Map(
    clipsOf.map(([id, clips]) => [
      id,
      compareSentences(
        vectors,
        clips.map((clip) => toMetric(clip.embedding, metric)),
      ),
    ]),
  );
}
