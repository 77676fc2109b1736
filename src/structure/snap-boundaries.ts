/** Boundaries where bars begin: sections seldom start anywhere else. */
import type { Boundary } from './pick-boundaries.js';
import type { BeatTrack } from './song-structure.js';

/** Certainty of the beats from which boundaries follow them. */
const CERTAIN_BEATS = 0.4;
/** Farthest move to a downbeat, in bars. */
const REACH_BARS = 0.5;

/** Moves boundaries to the nearest downbeat; all stay where they are if the beats are uncertain. */
export function snapBoundaries(boundaries: readonly Boundary[], track: BeatTrack): Boundary[] {
  const { downbeats, confidence } = track;
  if (confidence < CERTAIN_BEATS || downbeats.length < 2) return [...boundaries];
  const snapped = boundaries.map((boundary) => {
    const index = nearestIndex(downbeats, boundary.seconds);
    const near = downbeats[index] as number;
    const bar = Math.abs((downbeats[index + 1] ?? (downbeats[index - 1] as number)) - near);
    return Math.abs(near - boundary.seconds) <= REACH_BARS * bar + 1e-9 ? { ...boundary, seconds: near } : boundary;
  });
  return snapped.filter((boundary, index) => boundary.seconds > (snapped[index - 1]?.seconds ?? 0));
}

/** @param times - rising, at least one. */
export function nearestIndex(times: readonly number[], seconds: number): number {
  let [low, high] = [0, times.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) <= seconds) low = middle;
    else high = middle;
  }
  return Math.abs((times[high] as number) - seconds) < Math.abs((times[low] as number) - seconds) ? high : low;
}
