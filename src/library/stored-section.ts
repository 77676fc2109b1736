/** A section of a recording as the library knows it: a row of `segments`. */
import type { Table, Vector } from 'apache-arrow';
import { weighClips } from '../structure/weigh-clips.js';
import type { Segment, SegmentFunction, TimeSpan } from '../types.js';
import type { StoredClip } from './packed-clips.js';

type Row = Record<string, unknown>;

/** @returns the mean of the clips in a span, each by its share, shape (D): how the span sounds. */
export function poolSpan(span: TimeSpan, clips: readonly StoredClip[], clipSeconds: number): Float32Array {
  const starts = clips.map(({ startSeconds }) => startSeconds);
  const mean = new Float32Array(clips[0]?.embedding.length ?? 0);
  for (const [n, weight] of weighClips(span, starts, clipSeconds).entries()) {
    if (weight === 0) continue;
    const { embedding } = clips[n] as StoredClip;
    for (let d = 0; d < mean.length; d++) mean[d] = (mean[d] as number) + weight * (embedding[d] as number);
  }
  return mean;
}

export function toSectionRow(trackId: string, section: Segment): Row {
  const { startSeconds, endSeconds, label, confidence } = section;
  return { trackId, startSeconds, endSeconds, label, function: section.function, confidence };
}

/** Columns of a section. */
export const SECTION_COLUMNS = ['trackId', 'startSeconds', 'endSeconds', 'label', 'function', 'confidence'];

/** A section and whose it is. */
export interface OwnedSection {
  readonly trackId: string;
  readonly section: Segment;
}

/** The rows of an answer of the table, in their order. */
export function fromSectionRows(table: Table): OwnedSection[] {
  const [ids, starts, ends, labels, functions, confidences] = SECTION_COLUMNS.map((name) => table.getChild(name));
  const read = <T>(column: Vector | null | undefined, row: number) => column?.get(row) as T;
  return Array.from({ length: table.numRows }, (_, row) => ({
    trackId: read<string>(ids, row),
    section: {
      startSeconds: read<number>(starts, row),
      endSeconds: read<number>(ends, row),
      label: read<string>(labels, row),
      function: read<SegmentFunction>(functions, row),
      confidence: read<number>(confidences, row),
    },
  }));
}
