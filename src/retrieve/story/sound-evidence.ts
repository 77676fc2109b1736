/** Where the instruments sound that a sentence names, and those do not that it leaves out. Legend: S = sentences, J = clips, or cells. */
import { levelOf } from '../chance-level.js';

/** Heights are told apart on their own scale, but not finer than this, in standard deviations. */
const LEAST_DEVIATION = 0.5;

/**
 * A list of instruments is more than its mean: a part for three of five instruments is the part in which the other two rest.
 *
 * @param named - the instruments that each of the S sentences names.
 * @param heights - of every instrument that the description names, in standard deviations above chance, shape (J) each.
 * @returns for each sentence, on the scale of its own deviations, shape (J); null where it names none.
 */
export function soundEvidence(
  named: readonly ReadonlySet<string>[],
  heights: ReadonlyMap<string, ArrayLike<number>>,
): (Float64Array | null)[] {
  const sounds = new Map<string, Float64Array>();
  for (const [name, row] of heights) sounds.set(name, standardise(row));
  const all = sumRows(sounds.values());
  return named.map((names) => {
    const own = [...names].flatMap((name) => sounds.get(name) ?? []);
    const present = sumRows(own);
    if (!present || !all) return null;
    const others = Math.max(1, sounds.size - own.length);
    for (let j = 0; j < present.length; j++) {
      const here = present[j] as number;
      present[j] = here / own.length - ((all[j] as number) - here) / others;
    }
    return standardise(present);
  });
}

function standardise(row: ArrayLike<number>): Float64Array {
  const { mean, deviation } = levelOf(row);
  const scale = Math.max(LEAST_DEVIATION, deviation);
  const own = Float64Array.from(row);
  for (let j = 0; j < own.length; j++) own[j] = ((own[j] as number) - mean) / scale; // of every song and sentence: `from` with a function is slow
  return own;
}

/** Null where there are no rows. */
function sumRows(rows: Iterable<Float64Array>): Float64Array | null {
  let sum: Float64Array | null = null;
  for (const row of rows) {
    sum ??= new Float64Array(row.length);
    for (let j = 0; j < row.length; j++) sum[j] = (sum[j] as number) + (row[j] as number);
  }
  return sum;
}
