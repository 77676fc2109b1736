/** `choice`: which of several texts belongs to a song. */
import * as z from 'zod';
import { parseDescription } from '../../retrieve/parse-description.js';
import type { EvalBench } from '../eval-bench.js';
import { caseFields, textField } from '../manifest.js';
import { rankOf } from '../metrics/rank.js';
import { scoreTexts } from '../score-matrix.js';
import { intervalsOf, measureGroups, type TaskResult } from '../task-result.js';

const rowSchema = z
  .object({ ...caseFields, texts: z.array(textField).min(2), answer: z.int().min(0) })
  .refine((row) => row.answer < row.texts.length, { message: 'answer must be the index of one of the texts, from 0' });

interface Choice {
  readonly isRight: boolean;
  readonly textCount: number;
  readonly group: string | null;
}

export async function evalChoice(bench: EvalBench): Promise<TaskResult> {
  const rows = await bench.readRows(rowSchema);
  const texts = [...new Set(rows.flatMap((row) => row.texts))];
  const parsed = texts.map((text) => parseDescription(text));
  const indexOf = new Map(texts.map((text, index) => [text, index]));
  const { cases, songs } = await bench.hear(rows);
  const { scores, songCount } = await scoreTexts(parsed, songs, bench.model, {
    variant: bench.options.textVariant,
    scale: 'plain',
  });
  const choices = cases.map(({ song, texts: options, answer, group }): Choice => {
    const own = options.map((text) => scores[(indexOf.get(text) as number) * songCount + song] as number);
    return { isRight: rankOf(own, [answer]) === 1, textCount: options.length, group };
  });
  const { accuracy } = measure(choices);
  return {
    n: cases.length,
    result: { accuracy, chance: chanceOf(choices) },
    ci95: intervalsOf(choices, measure),
    groups: measureGroups(choices, (part) => ({ ...measure(part), chance: chanceOf(part), n: part.length })),
  };
}

const measure = (choices: readonly Choice[]) => ({
  accuracy: choices.filter((choice) => choice.isRight).length / choices.length,
});

/** What guessing reaches: the mean of one in so many. */
export function chanceOf(choices: readonly Pick<Choice, 'textCount'>[]): number {
  return choices.reduce((sum, choice) => sum + 1 / choice.textCount, 0) / choices.length;
}
