/** What sections are for, section by section: what each sounds like, and how sections follow each other. Legend: S = sections, K = functions. */

/** Probabilities over K functions: of the first section, of the next after each (K × K), of the last. */
export interface FunctionOrder {
  readonly first: readonly number[];
  readonly next: readonly (readonly number[])[];
  readonly last: readonly number[];
}

/** Share of the order against the sound: what sounds clear may break it. */
const ORDER_SHARE = 0.5;
const LEAST = 1e-4;

/**
 * @param likelihoods - logarithms of how likely each section has each function, shape (S × K).
 * @returns S indices into the functions: the likeliest course.
 */
export function followFunctions(likelihoods: readonly (readonly number[])[], order: FunctionOrder): number[] {
  const cost = (probability: number | undefined) => ORDER_SHARE * Math.log(Math.max(LEAST, probability ?? 0));
  let totals = (likelihoods[0] ?? []).map((value, k) => value + cost(order.first[k]));
  const from: number[][] = [];
  for (const row of likelihoods.slice(1)) {
    const best = row.map((_, k) => {
      const sums = totals.map((total, before) => total + cost(order.next[before]?.[k]));
      return sums.indexOf(Math.max(...sums));
    });
    from.push(best);
    totals = row.map(
      (value, k) => value + (totals[best[k] as number] as number) + cost(order.next[best[k] as number]?.[k]),
    );
  }
  totals = totals.map((total, k) => total + cost(order.last[k]));
  let k = totals.indexOf(Math.max(...totals));
  const course = [k];
  for (const best of from.reverse()) {
    k = best[k] as number;
    course.push(k);
  }
  return course.reverse();
}
