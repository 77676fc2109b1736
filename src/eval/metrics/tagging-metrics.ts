/** How well scores find what a tag holds for. Sources: scikit-learn's `roc_auc_score` and `average_precision_score`, the mean over tags as in Bogdanov et al. 2019 (MTG-Jamendo); ties count against us. */

/** Scores of one tag, and for which of the songs it holds; alike long. */
export interface TagScores {
  readonly scores: ArrayLike<number>;
  readonly holds: readonly boolean[];
}

export interface TagMetrics {
  /** How often a song that the tag holds for scores higher than one that it does not hold for; .5 by chance. */
  readonly rocAuc: number;
  /** Mean, over the songs that it holds for, of the share of such songs among all that score no lower; the share of such songs by chance. */
  readonly averagePrecision: number;
  /** Songs that it holds for. */
  readonly positives: number;
}

/** @returns null where the tag holds for every song, or for none. */
export function tagMetrics({ scores, holds }: TagScores): TagMetrics | null {
  const positives = holds.filter(Boolean).length;
  const negatives = holds.length - positives;
  if (!positives || !negatives) return null;
  const order = [...holds.keys()].sort(
    (a, b) => (scores[b] as number) - (scores[a] as number) || Number(holds[a]) - Number(holds[b]),
  );
  let [found, inOrder, precision] = [0, 0, 0];
  for (const [rank, song] of order.entries()) {
    if (!holds[song]) continue;
    found++;
    precision += found / (rank + 1);
    inOrder += negatives - (rank + 1 - found);
  }
  return { rocAuc: inOrder / (positives * negatives), averagePrecision: precision / positives, positives };
}

export interface TaggingMetrics {
  /** Means over the tags that hold for some songs and not for others. */
  readonly rocAuc: number;
  readonly meanAveragePrecision: number;
  /** What chance reaches of the latter: the mean share of songs that a tag holds for. */
  readonly chance: number;
  /** Such tags. */
  readonly tags: number;
}

/** @returns NaN for the means where no tag tells songs apart. */
export function taggingMetrics(tags: readonly TagScores[]): TaggingMetrics {
  const told = tags.flatMap((tag) => {
    const metrics = tagMetrics(tag);
    return metrics ? [{ ...metrics, share: metrics.positives / tag.holds.length }] : [];
  });
  const mean = (value: (tag: (typeof told)[number]) => number) =>
    told.reduce((sum, tag) => sum + value(tag), 0) / told.length;
  return {
    rocAuc: mean((tag) => tag.rocAuc),
    meanAveragePrecision: mean((tag) => tag.averagePrecision),
    chance: mean((tag) => tag.share),
    tags: told.length,
  };
}
