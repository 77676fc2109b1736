/** Source: Gouyon et al. 2006, "An experimental comparison of audio tempo induction algorithms", accuracy 1 and 2. */
const TOLERANCE = 0.04;
/** Metrical levels that accuracy 2 forgives. */
const LEVELS = [1, 2, 3, 1 / 2, 1 / 3];

/** Whether an estimate is within 4 % of the tempo, plainly and at another metrical level; no estimate is wrong. */
export function judgeTempo(referenceBpm: number, estimatedBpm: number | null): { acc1: boolean; acc2: boolean } {
  const fits = (level: number) =>
    estimatedBpm !== null && Math.abs(estimatedBpm - level * referenceBpm) <= TOLERANCE * level * referenceBpm;
  return { acc1: fits(1), acc2: LEVELS.some(fits) };
}
