/** Where the instruments sound that a sentence names, and those do not that it leaves out. Legend: S = sentences, J = clips, or cells. */

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
  heights: ReadonlyMap<string, readonly number[]>,
): (number[] | null)[] {
  const sounds = [...heights].map(([name, row]) => ({ name, row: standardise(row) }));
  return named.map((own) => {
    const present = meanRow(sounds.filter(({ name }) => own.has(name)));
    const absent = meanRow(sounds.filter(({ name }) => !own.has(name)));
    return present && standardise(present.map((value, j) => value - (absent?.[j] ?? 0)));
  });
}

function standardise(row: readonly number[]): number[] {
  const mean = row.reduce((sum, value) => sum + value, 0) / Math.max(1, row.length);
  const centred = row.map((value) => value - mean);
  const deviation = Math.sqrt(centred.reduce((sum, value) => sum + value ** 2, 0) / Math.max(1, row.length));
  return centred.map((value) => value / Math.max(LEAST_DEVIATION, deviation));
}

/** Null where there are no rows. */
function meanRow(sounds: readonly { readonly row: readonly number[] }[]): number[] | null {
  const sum = sounds[0]?.row.map((_, j) => sounds.reduce((total, { row }) => total + (row[j] as number), 0));
  return sum?.map((value) => value / sounds.length) ?? null;
}
