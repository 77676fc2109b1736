/** `align`: where in a song each sentence of a description is told to be, against where it is. Legend: S = sentences. */
import * as z from 'zod';
import { alignTold } from '../../align/align-description.js';
import { tellSentences } from '../../align/tell-sentences.js';
import { gatherEvidence } from '../../retrieve/gather-evidence.js';
import { meanOf } from '../../retrieve/vectors.js';
import { analyseSong } from '../../structure/analyse-song.js';
import type { Evidence, TimeSpan } from '../../types.js';
import type { EvalBench } from '../eval-bench.js';
import { caseFields, textField } from '../manifest.js';
import { hasCentreIn, intersectionOverUnion } from '../metrics/span-metrics.js';
import { intervalsOf, measureGroups, type TaskResult } from '../task-result.js';

const spanField = z
  .tuple([z.number().min(0), z.number()])
  .refine(([start, end]) => end > start, 'a span ends after it starts')
  .transform(([startSeconds, endSeconds]): TimeSpan => ({ startSeconds, endSeconds }));

const rowSchema = z
  .object({ ...caseFields, sentences: z.array(textField).min(1), spans: z.array(spanField.nullable()) })
  .refine((row) => row.spans.length === row.sentences.length, {
    message: 'there must be one span for each sentence, or null for one that tells of no place',
  })
  .refine((row) => row.spans.some((span) => span !== null), { message: 'at least one sentence must have a span' });

interface AlignedCase {
  readonly group: string | null;
  /** Of the sentences that have a place; 0 where no span was found. */
  readonly overlaps: readonly number[];
  readonly hits: readonly boolean[];
  /** The same of the spans that `find` shows as its evidence. */
  readonly evidenceOverlaps: readonly number[];
  readonly evidenceHits: readonly boolean[];
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
    const told = await tellSentences(sentences, heard.durationSeconds, bench.model, bench.options.textVariant);
    const { alignment, orderScore } = alignTold({ ...heard, clips, segments }, told, bench.model);
    const evidence = gatherEvidence(told.parsed, told.vectors, heard, clips, bench.model.card, segments);
    const [located, shown] = [compareSpans(alignment, spans), compareSpans(evidence, spans)];
    aligned.push({ group, ...located, evidenceOverlaps: shown.overlaps, evidenceHits: shown.hits, orderScore });
  }
  return {
    n: aligned.length,
    result: measure(aligned),
    ci95: intervalsOf(aligned, measure),
    groups: measureGroups(aligned, (part) => ({ ...measure(part), n: part.length })),
  };
}

/** @param found - S, as the true spans; what tells of no place is not compared. */
function compareSpans(
  found: readonly Pick<Evidence, 'startSeconds' | 'endSeconds'>[],
  spans: readonly (TimeSpan | null)[],
): Pick<AlignedCase, 'overlaps' | 'hits'> {
  const pairs = found.flatMap(({ startSeconds, endSeconds }, s): [TimeSpan | null, TimeSpan][] => {
    const span = spans[s];
    const own = startSeconds === null || endSeconds === null ? null : { startSeconds, endSeconds };
    return span ? [[own, span]] : [];
  });
  return {
    overlaps: pairs.map(([own, span]) => intersectionOverUnion(own, span)),
    hits: pairs.map(([own, span]) => hasCentreIn(own, span)),
  };
}

/** `orderPreferred`: share of the songs that fit the told order better than the reversed one; those that say nothing of it count against us. */
function measure(cases: readonly AlignedCase[]) {
  return {
    meanIoU: meanOf(cases.flatMap((one) => one.overlaps)),
    centreInSpan: shareOf(cases.flatMap((one) => one.hits)),
    evidenceMeanIoU: meanOf(cases.flatMap((one) => one.evidenceOverlaps)),
    evidenceCentreInSpan: shareOf(cases.flatMap((one) => one.evidenceHits)),
    orderPreferred: shareOf(cases.map((one) => one.orderScore > 0)),
  };
}

const shareOf = (hits: readonly boolean[]): number => hits.filter(Boolean).length / hits.length;
