/** `key`: tonic and mode against the truth. */
import * as z from 'zod';
import { parseKeyName } from '../../embed/key-names.js';
import type { EvalBench } from '../eval-bench.js';
import { caseFields } from '../manifest.js';
import { weighKey } from '../metrics/key-metrics.js';
import { intervalsOf, measureGroups, type TaskResult } from '../task-result.js';

const keyField = z.string().transform((text, context) => {
  const key = parseKeyName(text);
  if (key === null) context.addIssue({ code: 'custom', message: `"${text}" is no key; write "A minor" or "Bb major"` });
  return key ?? '';
});

const rowSchema = z.object({ ...caseFields, key: keyField });

export async function evalKey(bench: EvalBench): Promise<TaskResult> {
  const { cases, songs } = await bench.hearFrames(await bench.readRows(rowSchema));
  const scored = cases.map(({ key, song, group }) => ({ group, score: weighKey(key, songs[song]?.key.key ?? null) }));
  return {
    n: scored.length,
    result: measure(scored),
    ci95: intervalsOf(scored, measure),
    groups: measureGroups(scored, (part) => ({ ...measure(part), n: part.length })),
  };
}

const measure = (cases: readonly { readonly score: number }[]) => ({
  weightedScore: cases.reduce((sum, { score }) => sum + score, 0) / cases.length,
  accuracy: cases.filter(({ score }) => score === 1).length / cases.length,
});
