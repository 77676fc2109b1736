/** `rank`: where the true text of a song stands among many others. */
import * as z from 'zod';
import { CollapError } from '../../errors.js';
import { parseDescription } from '../../retrieve/parse-description.js';
import type { EvalBench } from '../eval-bench.js';
import { caseFields, readManifest, textField } from '../manifest.js';
import { median } from '../metrics/median.js';
import { rankOf } from '../metrics/rank.js';
import { scoreTexts } from '../score-matrix.js';
import { intervalsOf, measureGroups, type TaskResult } from '../task-result.js';

const rowSchema = z.object({ ...caseFields, text: textField });
const distractorSchema = z.object({ text: textField });

interface RankedCase {
  readonly id: string;
  readonly rank: number;
  readonly group: string | null;
}

export async function evalRank(bench: EvalBench): Promise<TaskResult> {
  const rows = await bench.readRows(rowSchema);
  const distractors = await readDistractors(bench.options.distractors);
  const texts = [...new Set([...rows, ...distractors].map((row) => row.text.trim()))];
  const parsed = texts.map((text) => parseDescription(text));
  const others = new Set(distractors.map((row) => row.text.trim()));
  const { cases, songs } = await bench.hear(rows);
  const { scores, songCount } = await scoreTexts(parsed, songs, bench.model, {
    variant: bench.options.textVariant,
    scale: 'chance',
  });
  const ranked = cases.map(({ id, text, song, group }): RankedCase => {
    const candidates = texts.flatMap((other, t) => (other === text.trim() || others.has(other) ? [t] : []));
    const column = candidates.map((t) => scores[t * songCount + song] as number);
    const own = candidates.findIndex((t) => texts[t] === text.trim());
    return { id, rank: rankOf(column, [own]), group };
  });
  return {
    n: cases.length,
    result: { ranks: nameRanks(ranked), ...measure(ranked), texts: others.size },
    ci95: intervalsOf(ranked, measure),
    groups: measureGroups(ranked, (part) => ({ ranks: nameRanks(part), ...measure(part), n: part.length })),
  };
}

const measure = (ranked: readonly RankedCase[]) => ({ medianRank: median(ranked.map(({ rank }) => rank)) });

/** Ranks by id; an id that comes again gets `#2`, `#3`. */
export function nameRanks(ranked: readonly Pick<RankedCase, 'id' | 'rank'>[]): Record<string, number> {
  const ranks = new Map<string, number>();
  for (const { id, rank } of ranked) {
    let name = id;
    for (let count = 2; ranks.has(name); count++) name = `${id}#${count}`;
    ranks.set(name, rank);
  }
  return Object.fromEntries(ranks);
}

async function readDistractors(path: string | undefined): Promise<{ text: string }[]> {
  if (path !== undefined) return readManifest(path, distractorSchema);
  throw new CollapError(
    'E_USAGE',
    'The task rank needs other texts to rank among.',
    'Give a file with lines {"text":"…"} by --distractors.',
  );
}
