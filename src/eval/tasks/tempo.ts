/** `tempo`: beats a minute against those that the music was made with, or that people tapped. */
import * as z from 'zod';
import type { EvalBench } from '../eval-bench.js';
import { caseFields } from '../manifest.js';
import { judgeTempo } from '../metrics/tempo-metrics.js';
import { intervalsOf, measureGroups, type TaskResult } from '../task-result.js';

/** Faster is no beat, and near infinity every tempo is within 4 % of another level. */
const MOST_BPM = 10_000;

const rowSchema = z.object({ ...caseFields, tempoBpm: z.number().positive().max(MOST_BPM) });

export async function evalTempo(bench: EvalBench): Promise<TaskResult> {
  const { cases, songs } = await bench.hearFrames(await bench.readRows(rowSchema));
  const judged = cases.map(({ tempoBpm, song, group }) => ({
    group,
    ...judgeTempo(tempoBpm, songs[song]?.tempo.bpm ?? null),
  }));
  return {
    n: judged.length,
    result: measure(judged),
    ci95: intervalsOf(judged, measure),
    groups: measureGroups(judged, (part) => ({ ...measure(part), n: part.length })),
  };
}

type Judged = ReturnType<typeof judgeTempo>;

const measure = (cases: readonly Judged[]) => ({
  acc1: cases.filter((one) => one.acc1).length / cases.length,
  acc2: cases.filter((one) => one.acc2).length / cases.length,
});
