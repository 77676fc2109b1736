/** A section of a recording as the library knows it, and its row. */
import type { Float16, Table, Vector } from 'apache-arrow';
import { weighClips } from '../structure/weigh-clips.js';
import type { Segment, SegmentFunction, TimeSpan } from '../types.js';
import { floatsOfHalves } from './half-floats.js';
import type { StoredClip } from './packed-clips.js';

export interface StoredSection extends Segment {
  /** Mean of the clips in it, each by its share, shape (D): compared as clips are, by the metric of the model's card. */
  readonly vector: Float32Array;
}

type Row = Record<string, unknown>;

/** Sections with what is heard in them. */
export function toSections(
  segments: readonly Segment[],
  clips: readonly StoredClip[],
  clipSeconds: number,
): StoredSection[] {
  return segments.map((segment) => ({ ...segment, vector: poolSpan(segment, clips, clipSeconds) }));
}

/** @returns the mean of the clips in a span, each by its share, shape (D). */
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

export function toSectionRow(trackId: string, section: StoredSection): Row {
  const { startSeconds, endSeconds, label, confidence, vector } = section;
  return { trackId, startSeconds, endSeconds, label, function: section.function, confidence, vector };
}

/** A section and whose it is. */
export interface OwnedSection {
  readonly trackId: string;
  readonly section: StoredSection;
}

/** The rows of an answer of the table, in their order. */
export function fromSectionRows(table: Table): OwnedSection[] {
  const columnOf = (name: string) => table.getChild(name) as Vector;
  const [ids, starts, ends, labels] = ['trackId', 'startSeconds', 'endSeconds', 'label'].map(columnOf) as Columns;
  const [functions, confidences, vectors] = ['function', 'confidence', 'vector'].map(columnOf) as Columns;
  return Array.from({ length: table.numRows }, (_, row) => ({
    trackId: ids.get(row) as string,
    section: {
      startSeconds: starts.get(row) as number,
      endSeconds: ends.get(row) as number,
      label: labels.get(row) as string,
      function: functions.get(row) as SegmentFunction,
      confidence: confidences.get(row) as number,
      vector: floatsOfHalves((vectors.get(row) as Vector<Float16>).toArray()),
    },
  }));
}

type Columns = [Vector, Vector, Vector, Vector];
