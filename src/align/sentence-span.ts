/** From the best cell of a sentence to its span. Legend: J = cells. */

import type { ToldPlace } from '../retrieve/story/told-place.js';
import type { TimeSpan } from '../types.js';
import type { Cell } from './cells.js';

/** A neighbouring cell belongs to the span while it stands out at least by this share of the best cell. */
const SPAN_SHARE = 0.6;
/** Parts of one section belong together more readily. */
const SECTION_SHARE = 0.5;

/**
 * Grows from a cell to its neighbours while they stand out nearly as much, never into cells of the sentences before and after.
 *
 * @param contrast - how much the sentence stands out in every cell, shape (J).
 * @param claimed - best cells of the neighbouring sentences; cells between them are free.
 */
export function growSpan(
  cells: readonly Cell[],
  contrast: readonly number[],
  best: number,
  claimed: { readonly from: number; readonly to: number },
  place: ToldPlace | null,
): { first: number; last: number; span: TimeSpan } {
  const peak = contrast[best] as number;
  const joins = (j: number, beside: number): boolean => {
    const isSameSection = cells[j]?.segment === cells[beside]?.segment;
    return peak > 0 && (contrast[j] as number) >= peak * (isSameSection ? SECTION_SHARE : SPAN_SHARE);
  };
  let [first, last] = [best, best];
  while (first - 1 > claimed.from && joins(first - 1, first)) first--;
  while (last + 1 < claimed.to && joins(last + 1, last)) last++;
  const span = { startSeconds: (cells[first] as Cell).startSeconds, endSeconds: (cells[last] as Cell).endSeconds };
  return { first, last, span: place?.kind === 'span' ? clip(span, place) : span };
}

/** A told span is not left, where it and the section overlap. */
function clip(span: TimeSpan, place: ToldPlace): TimeSpan {
  const startSeconds = Math.max(span.startSeconds, place.startSeconds - place.softnessSeconds);
  const endSeconds = Math.min(span.endSeconds, place.endSeconds + place.softnessSeconds);
  return endSeconds > startSeconds ? { startSeconds, endSeconds } : span;
}
