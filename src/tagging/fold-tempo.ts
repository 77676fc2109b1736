import type { Range } from '../library/track-filter.js';

/**
 * Doubles or halves a tempo until it lies in a range: what counts as one beat is a matter of style.
 *
 * @param bpm - above 0. @param range - lowest and highest tempo in BPM, both included.
 * @returns null when neither the tempo nor a half or double of it lies there.
 */
export function foldTempo(bpm: number, [low, high]: Range): number | null {
  let folded = bpm;
  while (folded > high) folded /= 2;
  while (folded < low && folded * 2 <= high) folded *= 2;
  return folded >= low && folded <= high ? folded : null;
}
