/** `describe`: whether a song is found again by its own description, without times, numbers, tempo and key. Legend: A = songs. */
import * as z from 'zod';
import { describeHeard } from '../../describe/describe-song.js';
import { stripMeasures } from '../../describe/strip-measures.js';
import { countWordsOf, type DescriptionSentence } from '../../describe/told-sentence.js';
import { throwIfCancelled } from '../../errors.js';
import { parseDescription } from '../../retrieve/parse-description.js';
import { analyseSong } from '../../structure/analyse-song.js';
import type { EvalBench } from '../eval-bench.js';
import { caseFields } from '../manifest.js';
import { type RetrievalMetrics, retrievalMetrics } from '../metrics/retrieval-metrics.js';
import { scoreTexts } from '../score-matrix.js';
import { intervalsOf, measureGroups, type TaskResult } from '../task-result.js';
import { writeCases } from '../write-cases.js';
import { rankSongs } from './retrieval.js';

const rowSchema = z.object(caseFields);

interface ToldCase {
  readonly id: string;
  readonly text: string;
  readonly short: string;
  readonly sentences: readonly DescriptionSentence[];
  /** What is searched with. */
  readonly asked: string;
}

interface Described {
  readonly group: string | null;
  readonly rank: number;
  readonly words: number;
}

export async function evalDescribe(bench: EvalBench): Promise<TaskResult> {
  const { model, options } = bench;
  const rows = await bench.readRows(rowSchema);
  const { cases, songs } = await bench.hear(rows);
  const frames = await bench.hearFrames(cases);
  const told: ToldCase[] = [];
  for (const { id, song } of cases) {
    throwIfCancelled(options.signal);
    const heard = songs[song] as (typeof songs)[number];
    const structure = await analyseSong(frames.songs[song] as (typeof frames.songs)[number], model);
    const clips = heard.clips.map((embedding, n) => ({ embedding, startSeconds: heard.clipStarts[n] as number }));
    const { text, sentences, short } = await describeHeard(
      { ...heard, clips, segments: structure.segments, structure },
      model,
    );
    told.push({ id, text, short, sentences, asked: stripMeasures(sentences) });
  }
  await writeCases(options, told);
  const texts = told.map(({ asked }) => parseDescription(asked));
  const matrix = await scoreTexts(texts, songs, model, { variant: options.textVariant, scale: 'chance' });
  const described = rankSongs(cases, matrix).map(
    ({ rank, group }, index): Described => ({ rank, group, words: countWordsOf(told[index]?.text ?? '') }),
  );
  return {
    n: cases.length,
    result: measure(described),
    ci95: intervalsOf(described, measure),
    groups: measureGroups(described, (part) => ({ ...measure(part), n: part.length })),
  };
}

function measure(described: readonly Described[]): Omit<RetrievalMetrics, 'n'> & { words: number } {
  const words = described.reduce((sum, one) => sum + one.words, 0) / Math.max(1, described.length);
  const { n: _, ...figures } = retrievalMetrics(described.map(({ rank }) => rank));
  return { ...figures, words };
}
