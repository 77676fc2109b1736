/** The evidence of one song for every clause of a description. */
import type { StoredClip } from '../library/packed-clips.js';
import type { StoredTrack } from '../library/stored-track.js';
import type { ModelCard } from '../model/card.js';
import type { Evidence } from '../types.js';
import { standardise } from './chance-level.js';
import type { ClauseVector, DescriptionVectors } from './embed-description.js';
import { findSpan } from './evidence.js';
import { countFits, findMeasuredHints } from './measured-hints.js';
import type { Clause, ParsedDescription } from './parse-description.js';
import { dot, toMetric } from './vectors.js';

/**
 * @returns one entry per clause in the order of the description. Its score is that of the best clip, in standard
 *   deviations above chance; for a clause that is measured, the number of its facts that fit.
 */
export function gatherEvidence(
  parsed: ParsedDescription,
  vectors: DescriptionVectors,
  track: StoredTrack,
  clips: readonly StoredClip[],
  card: ModelCard,
): Evidence[] {
  const heard = [...pairClauses(parsed, vectors)];
  return parsed.clauses.map((clause) => {
    const vector = heard.find(([candidate]) => candidate === clause)?.[1];
    return vector ? hearClause(clause, vector, track, clips, card) : measureClause(clause, track);
  });
}

/** Every clause that is heard with its vector, wanted and avoided ones in reading order. */
export function pairClauses(parsed: ParsedDescription, vectors: DescriptionVectors): [Clause, ClauseVector][] {
  const left = { wanted: [...(vectors.wanted?.sentences ?? [])], avoided: [...vectors.avoided] };
  return parsed.clauses
    .filter((clause) => !clause.isMeasured)
    .map((clause) => [clause, left[clause.role].shift() as ClauseVector]);
}

/** @returns the similarity of a clause with every clip, in standard deviations above chance. */
export function measureHeights(
  vector: ClauseVector,
  clips: readonly StoredClip[],
  metric: ModelCard['metric'],
): number[] {
  return clips.map((clip) => standardise(dot(vector.vector, toMetric(clip.embedding, metric)), vector.chance));
}

function hearClause(
  { text, role }: Clause,
  vector: ClauseVector,
  track: StoredTrack,
  clips: readonly StoredClip[],
  card: ModelCard,
): Evidence {
  const heights = measureHeights(vector, clips, card.metric);
  const span = findSpan({
    heights,
    clipStarts: clips.map((clip) => clip.startSeconds),
    clipSeconds: card.clipSeconds,
    durationSeconds: track.durationSeconds,
  });
  const score = Math.max(...heights);
  return {
    sentence: text,
    role,
    startSeconds: span?.startSeconds ?? null,
    endSeconds: span?.endSeconds ?? null,
    score,
  };
}

/** What is measured holds for the whole song or not at all. */
function measureClause({ text, role }: Clause, track: StoredTrack): Evidence {
  const score = countFits(findMeasuredHints(text), track);
  const times = score
    ? { startSeconds: 0, endSeconds: track.durationSeconds }
    : { startSeconds: null, endSeconds: null };
  return { sentence: text, role, ...times, score };
}
