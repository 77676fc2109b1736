/** `classify`: the label of a song by the text that stands for it, without training on the labels. */
import * as z from 'zod';
import { PLACEHOLDER } from '../../classify/label-groups.js';
import { sungMusic } from '../../model/sung-music.js';
import { toMetric } from '../../retrieve/vectors.js';
import type { EvalBench, EvalOptions } from '../eval-bench.js';
import type { EvalSong } from '../eval-song.js';
import { labelTexts } from '../label-texts.js';
import { caseFields } from '../manifest.js';
import { classificationMetrics, confusionOf, type Decision } from '../metrics/classification-metrics.js';
import { beats } from '../metrics/rank.js';
import { scoreTexts } from '../score-matrix.js';
import { intervalsOf, measureGroups, type TaskResult } from '../task-result.js';

const DEFAULT_PROMPT = `${PLACEHOLDER} music`;

const rowSchema = z.object({ ...caseFields, label: z.string().trim().min(1) });

export async function evalClassify(bench: EvalBench): Promise<TaskResult> {
  const own = ownLabels(bench.options);
  const rows = await bench.readRows(schemaFor(own));
  const labels = own ?? [...new Set(rows.map((row) => row.label))];
  const texts = labelTexts(labels, bench.options.prompt ?? DEFAULT_PROMPT);
  const sung = sungMusic(bench.model.card);
  const { cases, songs } = await bench.hear(rows);
  const { scores, songCount } = await scoreTexts(texts, songs, bench.model, {
    variant: bench.options.textVariant,
    scale: 'plain',
  });
  const decisions = cases.map(({ label, song, group }) => {
    const sungShare = sung.shareOf(toMetric((songs[song] as EvalSong).song, bench.model.card.metric));
    const fits = labels.map(
      (label, index) => (scores[index * songCount + song] as number) + sungShare * sung.allowanceFor(label),
    );
    return { label, predicted: decide(labels, fits, label), group };
  });
  return {
    n: cases.length,
    result: { ...classificationMetrics(decisions), chance: 1 / labels.length, confusion: confusionOf(decisions) },
    ci95: intervalsOf(decisions, classificationMetrics),
    groups: measureGroups(decisions, describe),
  };
}

const describe = (decisions: readonly Decision[]) => ({
  ...classificationMetrics(decisions),
  n: decisions.length,
  confusion: confusionOf(decisions),
});

/** The label with the highest score; where a wrong one is as good as the true one, the wrong one. */
export function decide(labels: readonly string[], scores: readonly number[], truth: string): string {
  const own = scores[labels.indexOf(truth)] as number;
  const rivals = labels.flatMap((label, index) => (label === truth ? [] : [{ label, score: scores[index] as number }]));
  const best = rivals.reduce((a, b) => (b.score > a.score ? b : a), { label: truth, score: -Infinity });
  return beats(best.score, own) ? best.label : truth;
}

/** The labels to choose from, when the caller names them. */
function ownLabels({ labels }: EvalOptions): string[] | null {
  const own = [...new Set(labels?.map((label) => label.trim()).filter(Boolean))];
  return own.length ? own : null;
}

function schemaFor(labels: readonly string[] | null) {
  if (!labels) return rowSchema;
  return rowSchema.refine((row) => labels.includes(row.label), {
    message: `the label must be one of ${labels.join(', ')}; name every label by --labels, or leave --labels out`,
  });
}
