/** Where the instruments sound that a sentence names, and those do not that it leaves out. Legend: S = sentences, J = clips, or cells. */
import { levelOf } from '../chance-level.js';
import type { NamedInstruments } from './instrument-names.js';

/** Heights are told apart on their own scale, but not finer than this, in standard deviations. */
const LEAST_DEVIATION = 0.5;

/**
 * A list of instruments is more than its mean: a part for three of five instruments is the part in which the other two rest.
 * Where a sentence says which are silent, those rest.
 *
 * @param named - the instruments of each of the S sentences.
 * @param heights - of every instrument that the description names, in standard deviations above chance, shape (J) each.
 * @returns for each sentence, on the scale of its own deviations, shape (J); null where it names none.
 */
export function soundEvidence(
  named: readonly Pick<NamedInstruments, 'present' | 'absent'>[],
  heights: ReadonlyMap<string, ArrayLike<number>>,
): (Float64Array | null)[] {
  const sounds = new Map<string, Float64Array>();
  for (const [name, row] of heights) sounds.set(name, standardise(row));
  const all = sumRows(sounds.values());
  return named.map(({ present, absent }) => {
    const own = rowsOf(present, sounds);
    const silent = rowsOf(absent, sounds);
    const [here, gone] = [sumRows(own), sumRows(silent)];
    if (!all || !(here || gone)) return null;
    const value = new Float64Array(all.length);
    const others = Math.max(1, sounds.size - own.length);
    for (let j = 0; j < value.length; j++) {
      const sounding = here ? (here[j] as number) / own.length : 0;
      const resting = gone ? (gone[j] as number) / silent.length : ((all[j] as number) - (here?.[j] ?? 0)) / others;
      value[j] = sounding - resting;
    }
    return standardise(value);
  });
}

/** Of every song and sentence: a loop costs a fraction of `flatMap`. */
function rowsOf(names: ReadonlySet<string>, sounds: ReadonlyMap<string, Float64Array>): Float64Array[] {
  const rows: Float64Array[] = [];
  for (const name of names) {
    const row = sounds.get(name);
    if (row) rows.push(row);
  }
  return rows;
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
