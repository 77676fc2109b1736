/** The evidence of one song for every clause of a description. */
import type { StoredClip } from '../library/packed-clips.js';
import type { ModelCard } from '../model/card.js';
import { overlapSeconds } from '../structure/weigh-clips.js';
import type { Evidence, Segment, TimeSpan } from '../types.js';
import { standardise } from './chance-level.js';
import type { ClauseVector, DescriptionVectors } from './embed-description.js';
import { findSpan, locateSpan, type SpanInput } from './evidence.js';
import { countFits, findMeasuredHints, type TrackFacts } from './measured-hints.js';
import type { Clause, ParsedDescription } from './parse-description.js';
import { fitSections } from './story/named-sections.js';
import { standOut } from './story/stand-out.js';
import { dot, toMetric } from './vectors.js';

/**
 * @param sections - of the song, where they are known: a clause may name one.
 * @returns one entry per clause in the order of the description. Its score is that of the best clip of its span, of the song where it has none, in
 *   standard deviations above chance; for a clause that is measured, the number of its facts that fit.
 */
export function gatherEvidence(
  parsed: ParsedDescription,
  vectors: DescriptionVectors,
  track: TrackFacts,
  clips: readonly StoredClip[],
  card: ModelCard,
  sections: readonly Segment[] = [],
): Evidence[] {
  const heights = new Map(
    pairClauses(parsed, vectors).map(([clause, vector]) => [clause, measureHeights(vector, clips, card.metric)]),
  );
  const stands = standClauses(heights, vectors, track, { clips, sections }, card);
  return parsed.clauses.map((clause) => {
    const row = heights.get(clause);
    if (!row) return measureClause(clause, track);
    const input = {
      heights: row,
      clipStarts: clips.map((clip) => clip.startSeconds),
      clipSeconds: card.clipSeconds,
      durationSeconds: track.durationSeconds,
    };
    const own = stands.get(clause);
    return describeSpan(clause, input, own ? locateSpan(input, own) : findSpan(input));
  });
}

/** How the wanted clauses stand out, where they are answered in one part of the song. */
function standClauses(
  heights: ReadonlyMap<Clause, number[]>,
  { wanted }: DescriptionVectors,
  { durationSeconds }: TrackFacts,
  { clips, sections }: { readonly clips: readonly StoredClip[]; readonly sections: readonly Segment[] },
  { metric, clipSeconds }: ModelCard,
): Map<Clause, number[]> {
  if (!wanted || wanted.sentences.length < 2) return new Map();
  const clauses = [...heights.keys()].filter(({ role }) => role === 'wanted');
  const rows = clauses.map((clause) => heights.get(clause) as number[]);
  const sounds = new Map(
    [...wanted.instruments].map(([name, vector]) => [name, measureHeights(vector, clips, metric)]),
  );
  const named = wanted.sections.map((own) => fitClips(fitSections(sections, own), sections, clips, clipSeconds));
  const stands = standOut(wanted, { heights: rows, sounds, named }, durationSeconds);
  return new Map(clauses.flatMap((clause, s) => (stands[s] ? [[clause, stands[s]]] : [])));
}

/** How well what each clip holds fits, of sections that fit so well, shape (N). */
function fitClips(
  fits: readonly number[],
  sections: readonly Segment[],
  clips: readonly StoredClip[],
  clipSeconds: number,
): number[] {
  return clips.map(({ startSeconds }) => {
    const clip = { startSeconds, endSeconds: startSeconds + clipSeconds };
    return sections.reduce((sum, span, i) => sum + (fits[i] as number) * overlapSeconds(span, clip), 0) / clipSeconds;
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

function describeSpan({ text, role }: Clause, input: SpanInput, span: TimeSpan | null): Evidence {
  const { heights, clipStarts } = input;
  const inSpan = span && heights.filter((_, n) => isInside(clipStarts[n] as number, span));
  return {
    sentence: text,
    role,
    startSeconds: span?.startSeconds ?? null,
    endSeconds: span?.endSeconds ?? null,
    score: Math.max(...(inSpan?.length ? inSpan : heights)),
  };
}

const isInside = (startSeconds: number, span: TimeSpan): boolean =>
  startSeconds >= span.startSeconds && startSeconds < span.endSeconds;

/** What is measured holds for the whole song or not at all. */
function measureClause({ text, role }: Clause, track: TrackFacts): Evidence {
  const score = countFits(findMeasuredHints(text), track);
  const times = score
    ? { startSeconds: 0, endSeconds: track.durationSeconds }
    : { startSeconds: null, endSeconds: null };
  return { sentence: text, role, ...times, score };
}
