/** How a description lies over the timeline of one song, for pictures. Legend: S = clauses that are heard, N = clips. */
import { CollapError } from '../errors.js';
import type { StoredClip } from '../library/packed-clips.js';
import type { StoredTrack } from '../library/stored-track.js';
import type { Evidence } from '../types.js';
import { type DescriptionVectors, embedDescriptions } from './embed-description.js';
import type { FindQuery, RetrievalLibrary, RetrievalWorkspace } from './find-query.js';
import { attendClips, compareSentences } from './fuse.js';
import { measureHeights, pairClauses } from './gather-evidence.js';
import { parseDescription } from './parse-description.js';
import { toMetric } from './vectors.js';

export interface SongAttention {
  /** S clauses in reading order, avoided ones included. */
  readonly sentences: string[];
  readonly roles: Evidence['role'][];
  /** N start times, in seconds. */
  readonly clipStarts: number[];
  readonly clipSeconds: number;
  readonly durationSeconds: number;
  /** Shape (S, N); every row sums to 1. */
  readonly attention: number[][];
  /** Shape (S, N), in standard deviations above chance. */
  readonly similarity: number[][];
}

/** @throws {@link CollapError} `E_NOT_FOUND` when the library has no such track; `E_EMPTY_DESCRIPTION`, `E_TOO_LONG`. */
export async function attendSong(
  workspace: RetrievalWorkspace,
  query: Pick<FindQuery, 'description' | 'not' | 'textVariant'>,
  trackId: string,
): Promise<SongAttention> {
  const parsed = parseDescription(query.description, query.not);
  const model = await workspace.model();
  const { track, clips } = await loadSong(await workspace.library(), trackId);
  const { card } = model;
  const vectors = (await embedDescriptions([parsed], model, query.textVariant))[0] as DescriptionVectors;
  const pairs = pairClauses(parsed, vectors);
  const comparable = clips.map((clip) => toMetric(clip.embedding, card.metric));
  const raw = compareSentences(
    pairs.map(([, { vector }]) => vector),
    comparable,
  );
  const attention = attendClips(raw, pairs.length, clips.length, card.fusion.attentionTemperature);
  return {
    sentences: pairs.map(([clause]) => clause.text),
    roles: pairs.map(([clause]) => clause.role),
    clipStarts: clips.map((clip) => clip.startSeconds),
    clipSeconds: card.clipSeconds,
    durationSeconds: track.durationSeconds,
    attention: pairs.map((_, s) => Array.from(attention.subarray(s * clips.length, (s + 1) * clips.length))),
    similarity: pairs.map(([, vector]) => measureHeights(vector, clips, card.metric)),
  };
}

async function loadSong(
  library: RetrievalLibrary,
  trackId: string,
): Promise<{ track: StoredTrack; clips: StoredClip[] }> {
  const track = (await library.tracks([trackId]))[0];
  const clips = (await library.clips([trackId])).get(trackId);
  if (track && clips?.length) return { track, clips };
  throw new CollapError(
    'E_NOT_FOUND',
    `The library has no track with the id ${trackId}.`,
    'Take the trackId of a result of `collap find`, or index the song first.',
  );
}
