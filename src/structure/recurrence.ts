/** What returns: how a stretch of a song matches other places of it, before and after. Legend: G = cells, C = columns. */

/** Nearer than this, in cells, everything is alike. */
const SHORTEST_LAG = 16;
/** About five minutes: what a song repeats, it repeats within that; bounds the work for recordings of hours. */
const LONGEST_LAG = 640;

/** Values per cell and window of `measureRecurrence`. */
export const RECURRENCE_VALUES = 9;

/**
 * Matches the stretch after every cell's start, and the stretch before it, with the same stretch a lag away.
 *
 * @param rows - unit rows, shape (G × C).
 * @param window - cells of a stretch.
 * @returns shape (G × 9): in places 0–3 against what came before: best match of the stretch after, of the stretch before, greatest gain from before
 *   to after at one lag (something known begins), greatest loss (it ends); in places 4–7 the same against what comes later; then the mean match.
 * Source: the lag matrix of Serrà et al. 2014, "Unsupervised music structure annotation by time series structure features and segment similarity".
 */
export function measureRecurrence(rows: Float32Array, columns: number, window: number): Float32Array {
  const count = Math.floor(rows.length / Math.max(1, columns));
  const out = new Float32Array(count * RECURRENCE_VALUES);
  const longest = Math.min(LONGEST_LAG, count - 1);
  for (let lag = SHORTEST_LAG; lag <= longest; lag++) {
    const sums = sumProducts(rows, columns, lag, window);
    for (let g = 0; g < count; g++) {
      note(out, g * RECURRENCE_VALUES, sums, g - lag, window);
      note(out, g * RECURRENCE_VALUES + 4, sums, g, window);
    }
  }
  const lags = Math.max(1, longest - SHORTEST_LAG + 1);
  for (let at = RECURRENCE_VALUES - 1; at < out.length; at += RECURRENCE_VALUES) out[at] = (out[at] as number) / lags;
  return out;
}

/** Running sums of the products of rows a lag apart, with `window` zeros on both sides, so that stretches may hang over. */
function sumProducts(rows: Float32Array, columns: number, lag: number, window: number): Float64Array {
  const pairs = rows.length / columns - lag;
  const sums = new Float64Array(pairs + 2 * window + 1);
  for (let i = 0; i < pairs; i++) {
    let product = 0;
    const [a, b] = [i * columns, (i + lag) * columns];
    for (let c = 0; c < columns; c++) product += (rows[a + c] as number) * (rows[b + c] as number);
    sums[i + window + 1] = (sums[i + window] as number) + product;
  }
  return sums.fill(sums[pairs + window] as number, pairs + window + 1);
}

/** Takes one lag into account: `pair` is the first pair of the stretch after the cell's start. */
function note(out: Float32Array, at: number, sums: Float64Array, pair: number, window: number): void {
  const middle = pair + window;
  if (middle < 0 || middle >= sums.length) return;
  const sum = sums[middle] as number;
  const after = ((sums[Math.min(sums.length - 1, middle + window)] as number) - sum) / window;
  const before = (sum - (sums[Math.max(0, middle - window)] as number)) / window;
  if (after > (out[at] as number)) out[at] = after;
  if (before > (out[at + 1] as number)) out[at + 1] = before;
  if (after - before > (out[at + 2] as number)) out[at + 2] = after - before;
  if (before - after > (out[at + 3] as number)) out[at + 3] = before - after;
  const mean = at % RECURRENCE_VALUES === 0 ? at + 8 : at + 4;
  out[mean] = (out[mean] as number) + Math.max(0, after);
}
