import { createRandom } from '../../random.js';

export type Interval = readonly [low: number, high: number];

const RESAMPLES = 1000;
const SEED = 20_241_002;
/** 95 % lie between them. */
const LOW = 0.025;
const HIGH = 0.975;

/**
 * Percentile bootstrap over the cases; the same cases always give the same intervals.
 *
 * @param measure - the figures of a sample of cases.
 * @returns a 95 % interval for every figure that `measure` gives.
 * Source: Efron & Tibshirani 1993, "An Introduction to the Bootstrap", chapter 13.
 */
export function bootstrapIntervals<T>(
  cases: readonly T[],
  measure: (sample: readonly T[]) => Readonly<Record<string, number>>,
): Record<string, Interval> {
  const random = createRandom(SEED);
  const draws: Record<string, number[]> = {};
  for (let resample = 0; resample < RESAMPLES; resample++) {
    const sample = cases.map(() => cases[Math.floor(random.uniform() * cases.length)] as T);
    for (const [name, value] of Object.entries(measure(sample))) {
      draws[name] = draws[name] ?? [];
      draws[name].push(value);
    }
  }
  return Object.fromEntries(Object.entries(draws).map(([name, values]) => [name, percentiles(values)]));
}

function percentiles(values: number[]): Interval {
  values.sort((a, b) => a - b);
  const at = (share: number) => values[Math.round(share * (values.length - 1))] as number;
  return [at(LOW), at(HIGH)];
}
