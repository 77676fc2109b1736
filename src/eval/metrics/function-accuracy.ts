/** Functions of sections against a reference. */
import type { Segment, SegmentFunction } from '../../types.js';
import { fitTo, type LabelledSpan } from './segment-metrics.js';

/** How references name functions: the vocabulary of the Harmonix Set, its rarer names folded. Source: Wang, Hung & Smith 2022, "To catch a chorus, verse, intro, or anything else", table 1. */
const FUNCTION_NAMES: Readonly<Record<string, SegmentFunction>> = {
  intro: 'intro',
  opening: 'intro',
  fadein: 'intro',
  verse: 'verse',
  prechorus: 'verse',
  chorus: 'chorus',
  refrain: 'chorus',
  postchorus: 'chorus',
  bridge: 'bridge',
  transition: 'bridge',
  inst: 'instrumental',
  instrumental: 'instrumental',
  solo: 'instrumental',
  break: 'instrumental',
  breakdown: 'instrumental',
  interlude: 'instrumental',
  outro: 'outro',
  coda: 'outro',
  ending: 'outro',
  fadeout: 'outro',
};

/** @returns the function that a label such as `Verse 2` or `pre-chorus` names; null for a letter or an unknown word. */
export function functionNamed(label: string): SegmentFunction | null {
  const name = label.toLowerCase().replace(/[^a-z]/g, '');
  return (Object.hasOwn(FUNCTION_NAMES, name) && FUNCTION_NAMES[name]) || null;
}

/** @returns the share of the reference's time in which the function is right; null where its labels are no functions. */
export function functionAccuracy(reference: readonly LabelledSpan[], estimated: readonly Segment[]): number | null {
  const truth = reference.map(({ label }) => functionNamed(label));
  if (truth.includes(null)) return null;
  const end = Math.max(...reference.map((span) => span.endSeconds));
  const found = fitTo(
    estimated.map((segment) => ({ ...segment, label: segment.function })),
    end,
  );
  const total = reference.reduce((sum, span) => sum + span.endSeconds - span.startSeconds, 0);
  const right = reference.reduce(
    (sum, span, i) =>
      sum +
      found
        .filter(({ label }) => label === truth[i])
        .reduce(
          (shared, other) =>
            shared +
            Math.max(0, Math.min(span.endSeconds, other.endSeconds) - Math.max(span.startSeconds, other.startSeconds)),
          0,
        ),
    0,
  );
  return right / total;
}
