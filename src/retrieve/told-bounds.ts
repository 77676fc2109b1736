/** "At most", "no longer than", "over": what says that a figure is a bound, and ranges between two. */
import { anyOf } from './story/patterns.js';

/** Comparatives, as sources: what is less, and what is more. */
export interface Comparatives {
  readonly less: string;
  readonly more: string;
}

/** Turns a comparative into its opposite: "no", "nothing", "shouldn't be", "don't want it to go". */
export const NO = String.raw`(?:no|not|never|nothing|none|cannot|\w+n['’]t)(?:\s+(?:be|go|get|run|last|want|need|anything|ever|much|any|it|to)){0,4}`;
const PLAIN = String.raw`(?<!\b${NO}\s+)`;
/** "It ramps up to 150 BPM" tells of a change. */
const UP_TO = String.raw`(?<!\b(?:ramp|speed|build|accelerat|go|climb|pick|work|step|crank|get|mov|jump)\w*\s+)up\s+to`;

/** The source of words that say that a figure behind them is a bound: group `most` where no more is wanted, `least` where no less. */
export function boundWords({ less, more }: Comparatives): string {
  const most = [
    String.raw`${NO}\s+(?:${more}|exceed)(?:\s+than)?\s`,
    String.raw`(?:at\s+(?:the\s+)?most|${UP_TO}|max(?:imum|\.)?(?:\s+of|:)?|${PLAIN}(?:${less})(?:\s+than)?)\s`,
    '[<≤]=?',
  ];
  const least = [
    String.raw`${NO}\s+(?:${less})(?:\s+than)?\s`,
    String.raw`(?:at\s+(?:the\s+)?least|min(?:imum|\.)?(?:\s+of|:)?|${PLAIN}(?:${more})(?:\s+than)?)\s`,
    '[>≥]=?',
  ];
  return `(?:(?<most>${anyOf(most)})|(?<least>${anyOf(least)}))`;
}

/** The same behind a figure: "or less", "and up". */
export function boundBehind({ less, more }: Comparatives): string {
  return String.raw`[^\S\n]+(?:(?<mostBehind>or\s+(?:${less})|max(?:imum)?)|(?<leastBehind>(?:or|and)\s+(?:${more}|up)|min(?:imum)?))\b`;
}

/** The source of what stands before the lower end of a range, and of what stands between its ends: "between 2 and", "longer than 2 but shorter than". */
export function rangeWords({ less, more }: Comparatives): { readonly before: string; readonly between: string } {
  const joint = String.raw`\s*(?:(?<=\d\s*)-|–|—|\.\.|\bto\b|\band\b|\bor\b)\s*`; // not that of thirty-eight;
  return {
    before: String.raw`(?:(?:between|from|(?:${more})(?:\s+than)?)\s+)?`,
    between: String.raw`(?:\s+(?:but|and|yet)\s+(?:${less})(?:\s+than)?\s+|${joint})`,
  };
}

/** Lowest and highest; 0 where there is no lowest, `Number.MAX_VALUE` where there is no highest. */
export type Range = readonly [number, number];

/** Something measured, as it is told. */
export interface Told {
  /** The words that say so, as they are written. */
  readonly phrases: readonly string[];
  readonly range: Range;
  /** The one figure that the range lies around; none where a range or a bound is told. */
  readonly figure?: number;
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
