import type { Segment, SegmentFunction } from '../types.js';

/** Names for people, in order: "Verse 1", "Chorus", "Verse 2". A function that occurs once carries no number. */
export function nameSections(segments: readonly Pick<Segment, 'function'>[]): string[] {
  const total = new Map<SegmentFunction, number>();
  for (const { function: role } of segments) total.set(role, (total.get(role) ?? 0) + 1);
  const seen = new Map<SegmentFunction, number>();
  return segments.map(({ function: role }) => {
    const count = (seen.get(role) ?? 0) + 1;
    seen.set(role, count);
    const word = role.charAt(0).toUpperCase() + role.slice(1);
    return total.get(role) === 1 ? word : `${word} ${count}`;
  });
}
