/** A section of a recording as the library knows it, and its row. */
import type { Float16, Vector } from 'apache-arrow';
import { weighClips } from '../structure/weigh-clips.js';
import type { Segment, SegmentFunction, TimeSpan } from '../types.js';
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

export function fromSectionRow(row: Row): StoredSection {
  return {
    startSeconds: row.startSeconds as number,
    endSeconds: row.endSeconds as number,
    label: row.label as string,
    function: row.function as SegmentFunction,
    confidence: row.confidence as number,
    vector: Float32Array.from(row.vector as Vector<Float16>), // value by value: the array below holds halves
  };
}
