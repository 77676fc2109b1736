/** Boundaries and labels of sections against a reference, as mir_eval measures them. */

export interface LabelledSpan {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly label: string;
}

export interface SegmentMetrics {
  /** F-measure of the boundaries, start and end of the song included, found within half a second. */
  readonly 'HR.5F': number;
  /** The same within three seconds. */
  readonly HR3F: number;
  /** The same without the first and the last boundary, which are known beforehand. */
  readonly 'HR.5FTrimmed': number;
  readonly HR3FTrimmed: number;
  /** F-measure of pairs of moments that bear one label. */
  readonly pairwiseF: number;
}

const FRAME_SECONDS = 0.1;

/**
 * @param reference - in playing order, at least one span.
 * @param estimated - in playing order; cut, or filled up, to the reference's end.
 * Source: mir_eval 0.7, `segment.evaluate`: `detection` with and without `trim`, `pairwise`.
 */
export function segmentMetrics(reference: readonly LabelledSpan[], estimated: readonly LabelledSpan[]): SegmentMetrics {
  const truth = fitTo(reference, Math.max(...reference.map((span) => span.endSeconds)));
  const found = fitTo(estimated, (truth.at(-1) as LabelledSpan).endSeconds);
  const [a, b] = [boundariesOf(truth), boundariesOf(found)];
  return {
    'HR.5F': detectionF(a, b, 0.5),
    HR3F: detectionF(a, b, 3),
    'HR.5FTrimmed': detectionF(a.slice(1, -1), b.slice(1, -1), 0.5),
    HR3FTrimmed: detectionF(a.slice(1, -1), b.slice(1, -1), 3),
    pairwiseF: pairwiseF(truth, found),
  };
}

/** Spans from 0 to the end: what lies beyond is cut, what is missing at the ends becomes a section of its own. Source: `util.adjust_intervals`. */
export function fitTo(spans: readonly LabelledSpan[], endSeconds: number): LabelledSpan[] {
  const kept = spans
    .filter((span) => span.endSeconds > 0 && span.startSeconds < endSeconds)
    .map((span) => ({
      ...span,
      startSeconds: Math.max(0, span.startSeconds),
      endSeconds: Math.min(endSeconds, span.endSeconds),
    }));
  const first = kept[0]?.startSeconds ?? endSeconds;
  const last = kept.at(-1)?.endSeconds ?? endSeconds;
  return [
    ...(first > 0 ? [{ startSeconds: 0, endSeconds: first, label: '__T_MIN' }] : []),
    ...kept,
    ...(last < endSeconds ? [{ startSeconds: last, endSeconds, label: '__T_MAX' }] : []),
  ];
}

/** Distinct edges, rising, to five decimals. */
function boundariesOf(spans: readonly LabelledSpan[]): number[] {
  const edges = spans.flatMap(({ startSeconds, endSeconds }) => [startSeconds, endSeconds]);
  return [...new Set(edges.map((edge) => Math.round(edge * 1e5) / 1e5))].sort((a, b) => a - b);
}

/** Each boundary matches at most one; on a line, taking the earliest that fits matches as many as possible. */
function detectionF(reference: readonly number[], estimated: readonly number[], windowSeconds: number): number {
  if (reference.length === 0 || estimated.length === 0) return 0;
  let matches = 0;
  for (let r = 0, e = 0; r < reference.length && e < estimated.length; ) {
    const [truth, found] = [reference[r] as number, estimated[e] as number];
    if (found < truth - windowSeconds) e++;
    else if (found > truth + windowSeconds) r++;
    else {
      matches++;
      r++;
      e++;
    }
  }
  return fMeasure(matches / estimated.length, matches / reference.length);
}

function fMeasure(precision: number, recall: number): number {
  return precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0;
}

function pairwiseF(reference: readonly LabelledSpan[], estimated: readonly LabelledSpan[]): number {
  const truth = sampleLabels(reference);
  const found = sampleLabels(estimated);
  const both = truth.map((label, i) => `${label}\n${found[i]}`);
  const shared = countPairs(both);
  const [inFound, inTruth] = [countPairs(found), countPairs(truth)];
  return inFound > 0 && inTruth > 0 ? fMeasure(shared / inFound, shared / inTruth) : 0;
}

/** Pairs of moments with the same label. */
function countPairs(labels: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
}

/** The label of every tenth of a second, its case ignored; a moment on a boundary belongs to the section that begins. */
function sampleLabels(spans: readonly LabelledSpan[]): string[] {
  const end = Math.max(...spans.map((span) => span.endSeconds));
  const labels = new Array<string>(Math.floor(end / FRAME_SECONDS)).fill('');
  // mir_eval counts time in single precision.
  const timeAt = (i: number) => Math.fround(i * Math.fround(FRAME_SECONDS));
  for (const { startSeconds, endSeconds, label } of spans) {
    let i = Math.max(0, Math.floor(startSeconds / FRAME_SECONDS) - 1);
    while (i < labels.length && timeAt(i) < startSeconds) i++;
    for (; i < labels.length && timeAt(i) <= endSeconds; i++) labels[i] = label.toLowerCase();
  }
  return labels;
}
