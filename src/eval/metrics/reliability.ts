/** Whether probabilities mean what they say. */

export interface Judgement {
  /** What was claimed, 0..1. */
  readonly probability: number;
  /** What is true. */
  readonly holds: boolean;
}

/** Judgements of about one probability. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly n: number;
  /** Mean claimed probability; null for an empty bin. */
  readonly claimed: number | null;
  /** Share that is true; null for an empty bin. */
  readonly true: number | null;
}

const EDGES = [0, 0.1, 0.3, 0.5, 0.7, 0.9, 1];

/** @returns one bin for each range of probabilities, those at an edge in the upper one. */
export function reliabilityBins(judgements: readonly Judgement[]): ReliabilityBin[] {
  return EDGES.slice(1).map((to, index) => {
    const from = EDGES[index] as number;
    const inside = judgements.filter(({ probability: p }) => p >= from && (p < to || to === 1));
    const mean = (measure: (one: Judgement) => number) =>
      inside.length ? inside.reduce((sum, one) => sum + measure(one), 0) / inside.length : null;
    return { from, to, n: inside.length, claimed: mean((j) => j.probability), true: mean((j) => (j.holds ? 1 : 0)) };
  });
}

/** Figures of a set of judgements. */
export interface ReliabilityFigures {
  /** Mean distance of claim and truth over the bins, weighted by their size. Source: Naeini et al. 2015, "Obtaining well calibrated probabilities", ECE. */
  readonly calibrationError: number;
  /** Mean squared distance of claim and truth. Source: Brier 1950. */
  readonly brier: number;
  /** Share of the certain claims that are true; 1 where nothing is certain. */
  readonly certainTrue: number;
  /** Share of what holds that is claimed with certainty. */
  readonly certainFound: number;
}

/** @param least - the probability from which a claim counts as certain. */
export function reliabilityFigures(judgements: readonly Judgement[], least: number): ReliabilityFigures {
  const gaps = reliabilityBins(judgements).map((bin) =>
    bin.n ? bin.n * Math.abs((bin.claimed as number) - (bin.true as number)) : 0,
  );
  const certain = judgements.filter(({ probability }) => probability >= least);
  const right = certain.filter(({ holds }) => holds).length;
  const held = judgements.filter(({ holds }) => holds).length;
  const n = Math.max(1, judgements.length);
  return {
    calibrationError: gaps.reduce((sum, gap) => sum + gap, 0) / n,
    brier: judgements.reduce((sum, { probability, holds }) => sum + (probability - (holds ? 1 : 0)) ** 2, 0) / n,
    certainTrue: certain.length ? right / certain.length : 1,
    certainFound: held ? right / held : 1,
  };
}
