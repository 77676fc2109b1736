/** `labels`: whether the probabilities of the card's labels mean what they say, against labels that hold and labels that do not. */
import * as z from 'zod';
import { calibrateLabels } from '../../classify/calibrate-labels.js';
import { groupsOfCard } from '../../classify/label-groups.js';
import { embedLabelGroups, type GroupVectors, scoreGroup } from '../../classify/score-labels.js';
import { CollapError } from '../../errors.js';
import type { ModelCard } from '../../model/card.js';
import { sungMusic } from '../../model/sung-music.js';
import { toMetric } from '../../retrieve/vectors.js';
import type { EvalBench } from '../eval-bench.js';
import { caseFields } from '../manifest.js';
import { type Judgement, reliabilityBins, reliabilityFigures } from '../metrics/reliability.js';
import { intervalsOf, measureGroups, type TaskResult } from '../task-result.js';
import { writeCases } from '../write-cases.js';

const labelsField = z.record(z.string(), z.array(z.string())).default({});
const rowSchema = z.object({ ...caseFields, holds: labelsField, not: labelsField });

type NamedLabels = Readonly<Record<string, readonly string[]>>;

/** One label of one song. */
interface LabelCase extends Judgement {
  readonly id: string;
  /** Of labels: genre, mood … */
  readonly group: string;
  readonly label: string;
  /** As {@link calibrateLabels} takes them. */
  readonly share: number;
  readonly height: number;
}

export async function evalLabels(bench: EvalBench): Promise<TaskResult> {
  const { card } = bench.model;
  const rows = await bench.readRows(rowSchema);
  if (!rows.some(({ holds, not }) => namesLabelOf(card, holds) || namesLabelOf(card, not))) throw nothingToJudge(card);
  const groups = await embedLabelGroups(groupsOfCard(card), bench.model, bench.options.textVariant);
  const sung = sungMusic(bench.model.card);
  const { cases, songs } = await bench.hear(rows);
  const judged = cases.flatMap(({ id, song, holds, not }) => {
    const audio = toMetric((songs[song] as (typeof songs)[number]).song, card.metric);
    const heard = { id, audio, sungShare: sung.shareOf(audio) };
    return [...judge(heard, holds, true, groups, card), ...judge(heard, not, false, groups, card)];
  });
  await writeCases(bench.options, judged);
  const least = card.calibration.certainLabel;
  const measure = (part: readonly LabelCase[]) => reliabilityFigures(part, least);
  return {
    n: judged.length,
    result: { ...measure(judged), bins: reliabilityBins(judged) },
    ci95: intervalsOf(judged, measure),
    groups: measureGroups(judged, (part) => ({ ...measure(part), n: part.length, bins: reliabilityBins(part) })),
  };
}

/** Whether one of the labels is among the card's. */
function namesLabelOf({ labelGroups }: ModelCard, named: NamedLabels): boolean {
  return Object.entries(named).some(
    ([group, labels]) =>
      Object.hasOwn(labelGroups, group) && labelGroups[group]?.some(({ label }) => labels.includes(label)),
  );
}

/** Figures of nothing would look like those of a model that never errs. */
function nothingToJudge({ labelGroups }: ModelCard): CollapError {
  return new CollapError(
    'E_MANIFEST',
    'No line of the manifest names a label that the model has.',
    `Name labels of ${Object.keys(labelGroups).join(', ')}; the model card lists them.`,
  );
}

interface HeardSong {
  readonly id: string;
  readonly audio: Float32Array;
  readonly sungShare: number;
}

/** Labels that the card does not have are passed over: a manifest may know more of them. */
function judge(
  { id, audio, sungShare }: HeardSong,
  named: NamedLabels,
  holds: boolean,
  groups: GroupVectors,
  { calibration }: ModelCard,
): LabelCase[] {
  return Object.entries(named).flatMap(([group, labels]) => {
    const known = (Object.hasOwn(groups, group) && groups[group]) || []; // a manifest may name a group `constructor`
    const { shares, heights } = scoreGroup(audio, sungShare, known, calibration.labelTemperature);
    const fitted = Object.hasOwn(calibration.labels, group) ? calibration.labels[group] : undefined;
    const probabilities = fitted ? calibrateLabels(shares, heights, known, fitted) : shares;
    return labels.flatMap((label) => {
      const at = known.findIndex((one) => one.label === label);
      if (at < 0) return [];
      const [share, height, probability] = [shares[at], heights[at], probabilities[at]] as [number, number, number];
      return [{ id, group, label, holds, share, height, probability }];
    });
  });
}
