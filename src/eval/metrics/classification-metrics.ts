export interface Decision {
  readonly label: string;
  readonly predicted: string;
}

export interface ClassificationMetrics {
  /** Share of decisions that are right. */
  readonly accuracy: number;
  /** Mean over the true labels of the share that was found of each; labels without a case do not count. */
  readonly macroAccuracy: number;
}

export function classificationMetrics(decisions: readonly Decision[]): ClassificationMetrics {
  const byLabel = new Map<string, { right: number; all: number }>();
  for (const { label, predicted } of decisions) {
    const counts = byLabel.get(label) ?? { right: 0, all: 0 };
    byLabel.set(label, { right: counts.right + (label === predicted ? 1 : 0), all: counts.all + 1 });
  }
  const counts = [...byLabel.values()];
  const right = counts.reduce((sum, count) => sum + count.right, 0);
  const macro = counts.reduce((sum, count) => sum + count.right / count.all, 0) / counts.length;
  return { accuracy: right / decisions.length, macroAccuracy: macro };
}

/** @returns how often each true label (outer) was taken for each label (inner); zeros are left out. */
export function confusionOf(decisions: readonly Decision[]): Record<string, Record<string, number>> {
  const confusion = new Map<string, Map<string, number>>();
  for (const { label, predicted } of decisions) {
    const row = confusion.get(label) ?? new Map<string, number>();
    confusion.set(label, row.set(predicted, (row.get(predicted) ?? 0) + 1));
  }
  return Object.fromEntries([...confusion].map(([label, row]) => [label, Object.fromEntries(row)]));
}
