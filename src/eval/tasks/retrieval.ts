/** `retrieval`: all songs ranked for every text, and all texts for every song. Legend: T = texts, A = songs. */
import * as z from 'zod';
import { type ParsedDescription, parseDescription } from '../../retrieve/parse-description.js';
import type { EvalBench, Heard } from '../eval-bench.js';
import { caseFields, textField } from '../manifest.js';
import { rankOf } from '../metrics/rank.js';
import { type RetrievalMetrics, retrievalMetrics } from '../metrics/retrieval-metrics.js';
import { type ScoreMatrix, scoreTexts } from '../score-matrix.js';
import { intervalsOf, measureGroups, type TaskResult } from '../task-result.js';

const rowSchema = z.object({ ...caseFields, text: textField });
type RetrievalCase = Heard<z.infer<typeof rowSchema>>;
type ParsedCase = RetrievalCase & { readonly parsed: ParsedDescription };

/** The rank of the right answer to one query. */
interface RankedQuery {
  readonly rank: number;
  readonly group: string | null;
}

/** Every text of the manifest against every song, in standard deviations above chance; row t belongs to case t. */
export async function scoreRetrieval(bench: EvalBench): Promise<{ cases: readonly ParsedCase[]; matrix: ScoreMatrix }> {
  const rows = await bench.readRows(rowSchema);
  const texts = new Map(rows.map((row) => [row, parseDescription(row.text)]));
  const { cases, songs } = await bench.hear([...texts].map(([row, parsed]) => ({ ...row, parsed })));
  const parsed = cases.map((one) => one.parsed);
  const matrix = await scoreTexts(parsed, songs, bench.model, { variant: bench.options.textVariant, scale: 'chance' });
  return { cases, matrix };
}

export async function evalRetrieval(bench: EvalBench): Promise<TaskResult> {
  const { cases, matrix } = await scoreRetrieval(bench);
  const directions = { textToAudio: rankSongs(cases, matrix), audioToText: rankTexts(cases, matrix) };
  return {
    n: cases.length,
    result: { textToAudio: measure(directions.textToAudio), audioToText: measure(directions.audioToText) },
    ci95: {
      ...intervalsOf(directions.textToAudio, measure, 'textToAudio.'),
      ...intervalsOf(directions.audioToText, measure, 'audioToText.'),
    },
    groups: breakDown(directions),
  };
}

const measure = (queries: readonly RankedQuery[]): RetrievalMetrics =>
  retrievalMetrics(queries.map(({ rank }) => rank));

/** Several texts may name one file, which is one candidate. */
export function rankSongs(cases: readonly Pick<RetrievalCase, 'song' | 'group'>[], matrix: ScoreMatrix): RankedQuery[] {
  const { songCount, scores } = matrix;
  return cases.map(({ song, group }, t) => {
    return { rank: rankOf(scores.subarray(t * songCount, (t + 1) * songCount), [song]), group };
  });
}

/** A song with several texts finds the best of them; it belongs to the group of its first text. */
export function rankTexts(cases: readonly Pick<RetrievalCase, 'song' | 'group'>[], matrix: ScoreMatrix): RankedQuery[] {
  const { songCount, scores } = matrix;
  return Array.from({ length: songCount }, (_, a) => {
    const own = cases.flatMap(({ song }, t) => (song === a ? [t] : []));
    const column = cases.map((_, t) => scores[t * songCount + a] as number);
    return { rank: rankOf(column, own), group: cases[own[0] as number]?.group ?? null };
  });
}

function breakDown(directions: Record<'textToAudio' | 'audioToText', RankedQuery[]>): Record<string, unknown> {
  const textToAudio = measureGroups(directions.textToAudio, measure);
  const audioToText = measureGroups(directions.audioToText, measure);
  return Object.fromEntries(
    Object.entries(textToAudio).map(([group, metrics]) => [
      group,
      { textToAudio: metrics, ...(Object.hasOwn(audioToText, group) && { audioToText: audioToText[group] }) },
    ]),
  );
}
