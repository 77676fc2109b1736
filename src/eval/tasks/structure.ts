/** `structure`: sections of songs against those that a person, or a score, marked. */
import * as z from 'zod';
import { DEFAULT_DECODE_LIMITS } from '../../audio/decode-limits.js';
import { analyseSong } from '../../structure/analyse-song.js';
import type { EvalBench } from '../eval-bench.js';
import { caseFields } from '../manifest.js';
import { functionAccuracy } from '../metrics/function-accuracy.js';
import { type SegmentMetrics, segmentMetrics } from '../metrics/segment-metrics.js';
import { intervalsOf, measureGroups, type TaskResult } from '../task-result.js';

const segmentField = z
  .object({ start: z.number().min(0), end: z.number().max(DEFAULT_DECODE_LIMITS.maxSeconds), label: z.string() })
  .refine(({ start, end }) => end > start, 'a segment ends after it starts')
  .transform(({ start, end, label }) => ({ startSeconds: start, endSeconds: end, label }));

const rowSchema = z.object({
  ...caseFields,
  segments: z
    .array(segmentField)
    .min(1)
    .transform((segments) => segments.sort((a, b) => a.startSeconds - b.startSeconds)),
});

interface StructureCase extends SegmentMetrics {
  readonly group: string | null;
  /** Null where the labels are no functions. */
  readonly ACC: number | null;
}

const FIGURES = ['HR.5F', 'HR3F', 'HR.5FTrimmed', 'HR3FTrimmed', 'pairwiseF'] as const;

export async function evalStructure(bench: EvalBench): Promise<TaskResult> {
  const { cases, songs } = await bench.hearFrames(await bench.readRows(rowSchema));
  const found = await Promise.all(songs.map((song) => analyseSong(song, bench.model)));
  const measured = cases.map(({ segments, song, group }): StructureCase => {
    const estimated = found[song]?.segments ?? [];
    return { group, ...segmentMetrics(segments, estimated), ACC: functionAccuracy(segments, estimated) };
  });
  return {
    n: measured.length,
    result: meanFigures(measured),
    ci95: intervalsOf(measured, meanFigures),
    groups: measureGroups(measured, (part) => ({ ...meanFigures(part), n: part.length })),
  };
}

/** Means over the songs; `ACC` over those whose labels are functions, and absent where none are. */
function meanFigures(cases: readonly StructureCase[]): Record<string, number> {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const figures = Object.fromEntries(FIGURES.map((name) => [name, mean(cases.map((one) => one[name]))]));
  const functions = cases.flatMap(({ ACC }) => (ACC === null ? [] : [ACC]));
  return functions.length > 0 ? { ...figures, ACC: mean(functions) } : figures;
}
