/** `tags`: how well songs are found by each of many tags, of which any number may hold for a song, with no training on these tags. */
import * as z from 'zod';
import { PLACEHOLDER } from '../../classify/label-groups.js';
import { CollapError } from '../../errors.js';
import type { EvalBench } from '../eval-bench.js';
import { labelTexts } from '../label-texts.js';
import { caseFields } from '../manifest.js';
import { type TagScores, taggingMetrics, tagMetrics } from '../metrics/tagging-metrics.js';
import { scoreTexts } from '../score-matrix.js';
import { groupsOf, intervalsOf, measureGroups, type TaskResult } from '../task-result.js';

const rowSchema = z.object({ ...caseFields, labels: z.array(z.string().trim().min(1)) });

/** What somebody says of a song. */
interface TaggedSong {
  readonly song: number;
  readonly labels: readonly string[];
  readonly group: string | null;
}

export async function evalTags(bench: EvalBench): Promise<TaskResult> {
  const rows = await bench.readRows(rowSchema);
  const labels = labelsOf(rows);
  if (!labels.length) throw nothingNamed();
  const texts = labelTexts(labels, bench.options.prompt ?? PLACEHOLDER);
  const { cases, songs } = await bench.hear(rows);
  const { scores, songCount } = await scoreTexts(texts, songs, bench.model, {
    variant: bench.options.textVariant,
    scale: 'plain',
  });
  const firsts = new Map(labels.map((label, index) => [label, index * songCount]));
  const tagOf = (label: string, part: readonly TaggedSong[]): TagScores => {
    const first = firsts.get(label) as number;
    return {
      scores: part.map(({ song }) => scores[first + song] as number),
      holds: part.map((one) => one.labels.includes(label)),
    };
  };
  // Who tags with words of their own does not deny those of others.
  const measure = (part: readonly TaggedSong[]) =>
    taggingMetrics([...groupsOf(part).values()].flatMap((own) => labelsOf(own).map((label) => tagOf(label, own))));
  const tellLabels = (part: readonly TaggedSong[]) => {
    const told = labelsOf(part).map((label) => [label, tagMetrics(tagOf(label, part))] as const);
    return Object.fromEntries(told.filter(([, metrics]) => metrics));
  };
  return {
    n: cases.length,
    result: { ...measure(cases), ...(groupsOf(cases).size === 1 && { labels: tellLabels(cases) }) },
    ci95: intervalsOf(cases, (sample) => {
      const { rocAuc, meanAveragePrecision } = measure(sample);
      return { rocAuc, meanAveragePrecision };
    }),
    groups: measureGroups(cases, (part) => ({ ...measure(part), n: part.length, labels: tellLabels(part) })),
  };
}

const labelsOf = (part: readonly Pick<TaggedSong, 'labels'>[]): string[] => [
  ...new Set(part.flatMap(({ labels }) => labels)),
];

const nothingNamed = () =>
  new CollapError(
    'E_MANIFEST',
    'No line of the manifest names a label.',
    'Name those that hold for each song: "labels":["rock","guitar"].',
  );
