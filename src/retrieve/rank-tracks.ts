/** Stage 2: the exact score of every candidate. */
import { type ComparedClips, lufsOf, type StoredClip } from '../library/packed-clips.js';
import type { ModelCard } from '../model/card.js';
import type { RankedSong } from './answer-page.js';
import { compareRanked } from './cursor.js';
import type { DescriptionVectors } from './embed-description.js';
import type { RetrievalLibrary } from './find-query.js';
import { compareSentences } from './fuse.js';
import { isMeasured, oddsOfFacts, oddsOfLevels } from './measured-hints.js';
import type { ParsedDescription } from './parse-description.js';
import { certaintyOf, comparedVectors, scoreCompared } from './score-song.js';
import { nudgeByLength } from './song-length.js';
import { toMetric } from './vectors.js';

export interface RankedTrack extends RankedSong {
  /** Its clips, in playing order; reads nothing again. */
  clips(): readonly StoredClip[];
}

/** What is read of a library to rank its songs. */
export type RankedLibrary = Pick<RetrievalLibrary, 'tracks' | 'clips' | 'compareClips' | 'roughSongs'>;

/** A description that was read, and the card of the model that read it. */
export interface RankedQuestion {
  readonly parsed: ParsedDescription;
  readonly vectors: DescriptionVectors;
  readonly card: ModelCard;
}

/** Songs beyond those that are wanted whose scores are exact: rough ones are off by far less than what lies between so many places. */
const SPARE = 16;

/**
 * @param count - so many are wanted; of a large library, a few more are ranked. By default all are.
 * @returns the tracks, best first; without those that another process removed meanwhile.
 */
export async function rankTracks(
  library: RankedLibrary,
  ids: readonly string[],
  question: RankedQuestion,
  count = Number.POSITIVE_INFINITY,
): Promise<RankedTrack[]> {
  const { parsed, vectors, card } = question;
  const heard = comparedVectors(vectors);
  const compared = await compareTracks(library, ids, heard, card.metric);
  const score = (trackId: string, song: Float32Array): number | null => {
    const products = compared.get(trackId)?.products;
    return products ? scoreCompared(toMetric(song, card.metric), products, vectors, card.fusion) : null;
  };
  const levelOf = (trackId: string): number =>
    parsed.natWorth * oddsOfLevels(parsed.levels, compared.get(trackId)?.lufs ?? null, card.hopSeconds);
  const mayBeRough = count + SPARE < ids.length && !isMeasured(parsed.hints);
  const rough = mayBeRough ? await library.roughSongs(ids) : null;
  const nudged = (trackId: string, song: Float32Array): number => {
    const clipCount = (compared.get(trackId)?.products.length ?? 0) / heard.length;
    const seconds = (clipCount - 0.5) * card.hopSeconds; // half a clip either way; what is kept is measured exactly
    const nudges = levelOf(trackId) + nudgeByLength(parsed.songShare, seconds);
    return (score(trackId, song) ?? Number.NEGATIVE_INFINITY) + nudges;
  };
  const kept = rough ? bestByRough(rough, nudged, count + SPARE) : ids;
  const scored = (await library.tracks(kept)).flatMap((track) => {
    const { trackId } = track;
    const above = score(trackId, track.song);
    if (above === null) return [];
    const byLength = nudgeByLength(parsed.songShare, track.durationSeconds);
    const certainty = certaintyOf(above + byLength, card.calibration.certainty);
    const clips = () => compared.get(trackId)?.clips() ?? [];
    const nudges = parsed.natWorth * oddsOfFacts(parsed.hints, track) + levelOf(trackId) + byLength;
    return [{ trackId, track, score: above + nudges, certainty, clips }];
  });
  return scored.sort(compareRanked);
}

/** Ids of the songs that score highest by their rough vectors. */
function bestByRough(
  rough: ReadonlyMap<string, Float32Array>,
  score: (trackId: string, song: Float32Array) => number,
  count: number,
): string[] {
  return [...rough]
    .map(([trackId, song]) => ({ trackId, score: score(trackId, song) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, count)
    .map(({ trackId }) => trackId);
}

/** Compares vectors with the clips of each track, by the metric. The library compares by the dot product only. */
async function compareTracks(
  library: RankedLibrary,
  ids: readonly string[],
  vectors: readonly Float32Array[],
  metric: ModelCard['metric'],
): Promise<Map<string, ComparedClips>> {
  if (metric === 'dot') return library.compareClips(ids, vectors);
  const clipsOf = [...(await library.clips(ids))].filter(([, clips]) => clips.length > 0);
  return new Map(
    clipsOf.map(([id, clips]) => [
      id,
      {
        products: compareSentences(
          vectors,
          clips.map((clip) => toMetric(clip.embedding, metric)),
        ),
        lufs: lufsOf(clips),
        clips: () => clips,
      },
    ]),
  );
}
