/** Where the instruments sound that a sentence names, and those do not that it leaves out. Legend: J = cells. */

/** Heights are told apart on their own scale, but not finer than this, in standard deviations. */
const LEAST_DEVIATION = 0.5;

/**
 * A list of instruments is more than its mean: a part for three of five instruments is the part in which the other two rest.
 *
 * @param named - the instruments that the sentence names.
 * @param heights - of every instrument that the description names, in standard deviations above chance, shape (J) each.
 * @returns on the scale of its own deviations, shape (J); null where the sentence names none.
 */
export function soundEvidence(
  named: ReadonlySet<string>,
  heights: ReadonlyMap<string, readonly number[]>,
): number[] | null {
  const own = [...named].flatMap((name) => (heights.has(name) ? [standardise(heights.get(name) as number[])] : []));
  if (!own.length) return null;
  const others = [...heights].flatMap(([name, row]) => (named.has(name) ? [] : [standardise(row)]));
  const [present, absent] = [meanRow(own), meanRow(others)];
  return standardise(present.map((value, j) => value - (absent[j] ?? 0)));
}

function standardise(row: readonly number[]): number[] {
  const mean = row.reduce((sum, value) => sum + value, 0) / Math.max(1, row.length);
  const centred = row.map((value) => value - mean);
  const deviation = Math.sqrt(centred.reduce((sum, value) => sum + value ** 2, 0) / Math.max(1, row.length));
  return centred.map((value) => value / Math.max(LEAST_DEVIATION, deviation));
}

const meanRow = (rows: readonly (readonly number[])[]): number[] =>
  (rows[0] ?? []).map((_, j) => rows.reduce((sum, row) => sum + (row[j] as number), 0) / rows.length);
