/**
 * The likeliest way of a description through a song. Legend: S = sentences, J = cells of the timeline.
 *
 * A hidden Markov chain: the states are cells, sentences are told in order, so that a step leads to the same cell or a later one;
 * going back costs. Source: forward-backward (Rabiner 1989, "A Tutorial on Hidden Markov Models", section III), under the monotonicity of
 * Sakoe & Chiba (1978); decoding by posterior, Rabiner's criterion of the individually most likely states, kept monotone.
 */

/** What a step back in time costs, in nats: a description that jumps back says so clearly. */
const BACK_COST = 4;
/** What it costs that two sentences in a row speak of one cell. */
const STAY_COST = 1;

export interface SentencePath {
  /** Cell of every sentence, shape (S). */
  readonly cells: readonly number[];
  /** Probability of every cell, shape (S, J), rows sum to 1. */
  readonly posterior: readonly Float64Array[];
}

/** @param evidence - log-evidence of every sentence for every cell, shape (S, J). */
export function findSentencePath(evidence: readonly Float64Array[]): SentencePath {
  const posterior = posteriorCells(evidence);
  return { cells: bestMonotoneCells(posterior), posterior };
}

function posteriorCells(evidence: readonly Float64Array[]): Float64Array[] {
  const S = evidence.length;
  const forward: Float64Array[] = [];
  for (let s = 0; s < S; s++) {
    const own = evidence[s] as Float64Array;
    const before = forward[s - 1];
    forward.push(before ? own.map((value, j) => value + (stepInto(before)[j] as number)) : own.slice());
  }
  const backward: Float64Array[] = new Array(S);
  for (let s = S - 1; s >= 0; s--) {
    const after = backward[s + 1];
    const next = evidence[s + 1];
    const size = (evidence[s] as Float64Array).length;
    backward[s] =
      after && next
        ? stepInto(after.map((value, j) => value + (next[j] as number)).reverse()).reverse()
        : new Float64Array(size);
  }
  return forward.map((row, s) =>
    normalise(row.map((value, j) => value + ((backward[s] as Float64Array)[j] as number))),
  );
}

/** Log-sum over the cells before, with what the step costs, shape (J). */
function stepInto(before: Float64Array): Float64Array {
  const size = before.length;
  const result = new Float64Array(size);
  const suffix = new Float64Array(size + 1).fill(-Infinity);
  for (let j = size - 1; j >= 0; j--) suffix[j] = logAdd(suffix[j + 1] as number, before[j] as number);
  let prefix = -Infinity;
  for (let j = 0; j < size; j++) {
    const onward = logAdd(prefix, (before[j] as number) - STAY_COST);
    result[j] = logAdd(onward, (suffix[j + 1] as number) - BACK_COST);
    prefix = logAdd(prefix, before[j] as number);
  }
  return result;
}

function logAdd(a: number, b: number): number {
  const high = Math.max(a, b);
  return high === -Infinity ? high : high + Math.log1p(Math.exp(Math.min(a, b) - high));
}

function normalise(row: Float64Array): Float64Array {
  const highest = row.reduce((best, value) => Math.max(best, value), -Infinity);
  const weights = row.map((value) => Math.exp(value - highest));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** One cell a sentence, never going back unless the posterior is sure, with the highest sum of probabilities. */
function bestMonotoneCells(posterior: readonly Float64Array[]): number[] {
  const BACK_LOSS = 1; // as much as one sentence can win
  const froms: Int32Array[] = [];
  let best = posterior[0]?.slice() ?? new Float64Array(0);
  for (let s = 1; s < posterior.length; s++) {
    const own = posterior[s] as Float64Array;
    const from = new Int32Array(own.length);
    const anywhere = indexOfHighest(best);
    let leader = 0;
    const next = own.map((value, j) => {
      if ((best[j] as number) > (best[leader] as number)) leader = j;
      const back = (best[anywhere] as number) - BACK_LOSS;
      from[j] = back > (best[leader] as number) ? anywhere : leader;
      return value + Math.max(back, best[leader] as number);
    });
    froms.push(from);
    best = next;
  }
  if (!posterior.length) return [];
  const cells = [indexOfHighest(best)];
  for (let s = posterior.length - 2; s >= 0; s--) cells.unshift((froms[s] as Int32Array)[cells[0] as number] as number);
  return cells;
}

function indexOfHighest(values: Float64Array): number {
  let at = 0;
  for (let j = 1; j < values.length; j++) if ((values[j] as number) > (values[at] as number)) at = j;
  return at;
}
