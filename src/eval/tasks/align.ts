/** `align`: where in a song each sentence of a description is told to be, against where it is. Legend: S = sentences. */
import * as z from 'zod';
import { alignSentences } from '../../align/align-description.js';
import { analyseSong } from '../../structure/analyse-song.js';
import type { TimeSpan } from '../../types.js';
import type { EvalBench } from '../eval-bench.js';
import { caseFields, textField } from '../manifest.js';
import { hasCentreIn, intersectionOverUnion } from '../metrics/span-metrics.js';
import { intervalsOf, measureGroups, type TaskResult } from '../task-result.js';

const spanField = z
  .tuple([z.number().min(0), z.number()])
  .refine(([start, end]) => end > start, 'a span ends after it starts')
  .transform(([startSeconds, endSeconds]): TimeSpan => ({ startSeconds, endSeconds }));

const rowSchema = z
  .object({ ...caseFields, sentences: z.array(textField).min(1), spans: z.array(spanField) })
  .refine((row) => row.spans.length === row.sentences.length, { message: 'there must be one span for each sentence' });

interface AlignedCase {
  readonly group: string | null;
  /** Shape (S); 0 where no span was found. */
  readonly overlaps: readonly number[];
  readonly hits: readonly boolean[];
  readonly orderScore: number;
}

export async function evalAlign(bench: EvalBench): Promise<TaskResult> {
  const rows = await bench.readRows(rowSchema);
  const { cases, songs } = await bench.hear(rows);
  const frames = await bench.hearFrames(cases);
  const aligned: AlignedCase[] = [];
  for (const { sentences, spans, song, group } of cases) {
    const heard = songs[song] as (typeof songs)[number];
    const clips = heard.clips.map((embedding, n) => ({ embedding, startSeconds: heard.clipStarts[n] as number }));
    const { segments } = await analyseSong(frames.songs[song] as (typeof frames.songs)[number], bench.model);
    const { alignment, orderScore } = await alignSentences(
      { ...heard, clips, segments },
      sentences,
      bench.model,
      bench.options.textVariant,
    );
    const found = alignment.map(({ startSeconds, endSeconds }) =>
      startSeconds === null || endSeconds === null ? null : { startSeconds, endSeconds },
    );
    const overlaps = spans.map((span, s) => intersectionOverUnion(found[s] ?? null, span));
    aligned.push({ group, overlaps, hits: spans.map((span, s) => hasCentreIn(found[s] ?? null, span)), orderScore });
  }
  return {
    n: aligned.length,
    result: measure(aligned),
    ci95: intervalsOf(aligned, measure),
    groups: measureGroups(aligned, (part) => ({ ...measure(part), n: part.length })),
  };
}

/** `orderPreferred`: share of the songs that fit the told order better than the reversed one; those that say nothing of it count against us. */
function measure(cases: readonly AlignedCase[]): { meanIoU: number; centreInSpan: number; orderPreferred: number } {
  const overlaps = cases.flatMap((one) => one.overlaps);
  const hits = cases.flatMap((one) => one.hits);
  return {
    meanIoU: overlaps.reduce((sum, overlap) => sum + overlap, 0) / overlaps.length,
    centreInSpan: hits.filter(Boolean).length / hits.length,
    orderPreferred: cases.filter((one) => one.orderScore > 0).length / cases.length,
  };
}
