/** "At most", "no longer than", "over": what says that a figure is a bound, and ranges between two. */
import { anyOf } from './story/patterns.js';

/** Comparatives, as sources: what is less, and what is more. */
export interface Comparatives {
  readonly less: string;
  readonly more: string;
}

/** The source of a bound's words, with a group `most` where they say that no more is wanted, `least` where no less. */
export function boundWords({ less, more }: Comparatives): string {
  const most = [
    String.raw`(?:no|not)\s+(?:${more})\s+than`,
    'at\\s+(?:the\\s+)?most',
    'up\\s+to',
    String.raw`max(?:imum|\.)?(?:\s+of)?`,
    String.raw`(?:${less})(?:\s+than)?`,
  ];
  const least = [
    String.raw`(?:no|not)\s+(?:${less})\s+than`,
    'at\\s+(?:the\\s+)?least',
    String.raw`min(?:imum|\.)?(?:\s+of)?`,
    String.raw`(?:${more})(?:\s+than)?`,
  ];
  return `(?:(?<most>${anyOf(most)})|(?<least>${anyOf(least)}))`;
}

/** The source of what stands between the two ends of a range. */
export const RANGE_MARK = String.raw`\s*(?:-|–|—|\.\.|\bto\b|\band\b|\bor\b)\s*`;

/** Something measured, as it is told. */
export interface Told {
  /** The words that say so, as they are written. */
  readonly phrases: readonly string[];
  /** Lowest and highest; 0 where there is no lowest, `Number.MAX_VALUE` where there is no highest. */
  readonly range: readonly [number, number];
}

const isOpen = ({ range: [, high] }: Told): boolean => high === Number.MAX_VALUE;
const isBound = (told: Told): boolean => told.range[0] === 0 || isOpen(told);

/** @returns the first of what is told; where that is a bound and the other one is told, too, what lies between them; null where nothing is told. */
export function joinBounds(told: readonly Told[]): Told | null {
  const [first] = told;
  if (!first || !isBound(first)) return first ?? null;
  const other = told.find((one) => isBound(one) && isOpen(one) !== isOpen(first));
  if (!other) return first;
  const range = [Math.max(first.range[0], other.range[0]), Math.min(first.range[1], other.range[1])] as const;
  return { phrases: [...first.phrases, ...other.phrases], range };
}
