/** An alignment as a language model reads it: rounded, and within its budget. */
import type { StructureAlignment } from '../align/align-structure.js';
import { countFitting, estimateTokens, round } from './result-budget.js';

const seconds = (value: number): number => round(value, 1);
const secondsOrNull = (value: number | null): number | null => (value === null ? null : seconds(value));

/** Tenths of a second and two decimals of a score are all that the model can tell. */
function roundAlignment(found: StructureAlignment): StructureAlignment {
  const roundSpan = <T extends { startSeconds: number; endSeconds: number }>(span: T): T => ({
    ...span,
    startSeconds: seconds(span.startSeconds),
    endSeconds: seconds(span.endSeconds),
  });
  const roundSegments = (segments: StructureAlignment['segments']) =>
    segments.map((segment) => ({ ...roundSpan(segment), confidence: round(segment.confidence, 2) }));
  return {
    ...found,
    durationSeconds: seconds(found.durationSeconds),
    segments: roundSegments(found.segments),
    alignment: found.alignment.map((sentence) => ({
      ...sentence,
      startSeconds: secondsOrNull(sentence.startSeconds),
      endSeconds: secondsOrNull(sentence.endSeconds),
      score: round(sentence.score, 2),
    })),
    orderScore: found.orderScore === null ? null : round(found.orderScore, 3),
    correspondence: found.correspondence && {
      ...found.correspondence,
      durationSeconds: seconds(found.correspondence.durationSeconds),
      segments: roundSegments(found.correspondence.segments),
      sections: found.correspondence.sections.map((section) => ({
        ...roundSpan(section),
        otherStartSeconds: secondsOrNull(section.otherStartSeconds),
        otherEndSeconds: secondsOrNull(section.otherEndSeconds),
        similarity: round(section.similarity, 2),
      })),
      score: round(found.correspondence.score, 3),
      matchedShare: round(found.correspondence.matchedShare, 3),
      otherMatchedShare: round(found.correspondence.otherMatchedShare, 3),
    },
  };
}

/**
 * @returns the whole answer where it fits; otherwise the beginning of each of its lists, and a note that says so.
 */
export function fitAlignment(found: StructureAlignment, maxTokens: number): StructureAlignment {
  const rounded = roundAlignment(found);
  if (estimateTokens(rounded) <= maxTokens) return rounded;
  const lists = [
    rounded.alignment,
    rounded.segments,
    rounded.correspondence?.sections ?? [],
    rounded.correspondence?.segments ?? [],
  ];
  const share = (0.8 * maxTokens) / lists.filter((list) => list.length).length;
  const [alignment, segments, sections, others] = lists.map((list) => countFitting(list, share)) as [
    number,
    number,
    number,
    number,
  ];
  const omitted = lists.reduce((sum, list) => sum + list.length, 0) - alignment - segments - sections - others;
  const words = `${omitted} entries at the ends of the lists did not fit into one answer; \`collap align --json\` gives all of them.`;
  return {
    ...rounded,
    alignment: rounded.alignment.slice(0, alignment),
    segments: rounded.segments.slice(0, segments),
    correspondence: rounded.correspondence && {
      ...rounded.correspondence,
      sections: rounded.correspondence.sections.slice(0, sections),
      segments: rounded.correspondence.segments.slice(0, others),
    },
    note: rounded.note === null ? words : `${rounded.note} ${words}`,
  };
}
