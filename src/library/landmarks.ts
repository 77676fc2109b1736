/** The few clips of a song that stand for all of them in the search over a whole library. */

/** Songs repeat themselves, so few clips stand for all (docs/decisions/0002-vector-store.md). */
const CLIPS_PER_LANDMARK = 6;
const FEWEST_LANDMARKS = 4;
/** Longer recordings are taken in blocks, because the work grows with the square of their clips. */
const CLIPS_PER_BLOCK = 96;

/**
 * Picks clips that are close to all others: four of a song of up to four minutes, one a minute beyond.
 *
 * @param clips - N vectors of shape (D), in playing order.
 * @returns indices in playing order; the same for the same song.
 */
export function chooseLandmarks(clips: readonly Float32Array[]): number[] {
  const landmarks: number[] = [];
  for (let start = 0; start < clips.length; start += CLIPS_PER_BLOCK) {
    const block = clips.slice(start, start + CLIPS_PER_BLOCK);
    landmarks.push(
      ...chooseFrom(block, Math.max(FEWEST_LANDMARKS, Math.ceil(block.length / CLIPS_PER_LANDMARK))).map(
        (n) => start + n,
      ),
    );
  }
  return landmarks;
}

/** Picks one by one, each time the clip that brings all clips closest to a picked one (facility location, greedily). */
function chooseFrom(clips: readonly Float32Array[], count: number): number[] {
  if (clips.length <= count) return clips.map((_, n) => n);
  const similarity = cosines(clips);
  const nearest = new Float64Array(clips.length).fill(-1);
  const chosen = new Set<number>();
  while (chosen.size < count) {
    const gainOf = (n: number) =>
      chosen.has(n)
        ? -1
        : (similarity[n] as Float64Array).reduce(
            (sum, value, m) => sum + Math.max(0, value - (nearest[m] as number)),
            0,
          );
    const gains = clips.map((_, n) => gainOf(n));
    const best = gains.indexOf(Math.max(...gains));
    chosen.add(best);
    for (const [n, value] of (similarity[best] as Float64Array).entries())
      nearest[n] = Math.max(nearest[n] as number, value);
  }
  return [...chosen].sort((a, b) => a - b);
}

/** Cosine similarity of all pairs, N rows of shape (N). Plain loops: it is done for every song that is indexed. */
function cosines(clips: readonly Float32Array[]): Float64Array[] {
  const dot = (a: Float32Array, b: Float32Array) => {
    let sum = 0;
    for (let d = 0; d < a.length; d++) sum += (a[d] as number) * (b[d] as number);
    return sum;
  };
  const norms = clips.map((clip) => Math.sqrt(dot(clip, clip)) || 1);
  const rows = clips.map(() => new Float64Array(clips.length));
  for (const [i, row] of rows.entries()) {
    for (let j = 0; j <= i; j++) {
      const cosine =
        dot(clips[i] as Float32Array, clips[j] as Float32Array) / ((norms[i] as number) * (norms[j] as number));
      row[j] = cosine;
      (rows[j] as Float64Array)[i] = cosine;
    }
  }
  return rows;
}
