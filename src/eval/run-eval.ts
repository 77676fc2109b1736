/** Measures the model on a manifest: exhaustive, with the score that answers questions, and with the card's calibration only. */
import { CollapError } from '../errors.js';
import type { ModelIdentity } from '../types.js';
import { type EvalBench, type EvalOptions, openEvalBench } from './eval-bench.js';
import type { SkippedCase } from './eval-song.js';
import type { Interval } from './metrics/bootstrap.js';
import type { TaskResult } from './task-result.js';
import { evalAlign } from './tasks/align.js';
import { evalChoice } from './tasks/choice.js';
import { evalClassify } from './tasks/classify.js';
import { evalDescribe } from './tasks/describe.js';
import { evalKey } from './tasks/key.js';
import { evalLabels } from './tasks/labels.js';
import { evalRank } from './tasks/rank.js';
import { evalRetrieval } from './tasks/retrieval.js';
import { evalStructure } from './tasks/structure.js';
import { evalTags } from './tasks/tags.js';
import { evalTempo } from './tasks/tempo.js';
import { checkCasesFile } from './write-cases.js';

export type { EvalOptions } from './eval-bench.js';

/** Every task in a file of its own; a new one is one more line here. */
const TASKS = {
  retrieval: evalRetrieval,
  choice: evalChoice,
  rank: evalRank,
  classify: evalClassify,
  labels: evalLabels,
  tags: evalTags,
  describe: evalDescribe,
  align: evalAlign,
  structure: evalStructure,
  tempo: evalTempo,
  key: evalKey,
} satisfies Record<string, (bench: EvalBench) => Promise<TaskResult>>;

export type EvalTask = keyof typeof TASKS;

export const EVAL_TASKS = Object.keys(TASKS) as readonly EvalTask[];

/** The figures of the task stand beside these fields. */
export interface EvalReport {
  readonly task: EvalTask;
  readonly model: ModelIdentity;
  readonly n: number;
  readonly [figure: string]: unknown;
  /** 95 % intervals by the name of the figure, nested names joined by a dot. */
  readonly ci95: Readonly<Record<string, Interval>>;
  readonly groups: Readonly<Record<string, unknown>>;
  /** Lines whose audio is missing or cannot be read. */
  readonly skipped: readonly SkippedCase[];
}

/**
 * @throws {@link CollapError} `E_MANIFEST` with the number of the line, `E_USAGE` for options that the task cannot use,
 *   `E_NOTHING_FOUND` when no audio could be read, `E_CANCELLED`.
 */
export async function runEval(task: EvalTask, options: EvalOptions): Promise<EvalReport> {
  const evaluate = Object.hasOwn(TASKS, task) ? TASKS[task] : undefined;
  if (!evaluate) {
    throw new CollapError('E_USAGE', `There is no task "${task}".`, `Choose one of ${EVAL_TASKS.join(', ')}.`);
  }
  await checkCasesFile(options);
  const bench = await openEvalBench(options);
  const { n, result, ci95, groups } = await evaluate(bench);
  return { task, model: bench.model.identity, n, ...result, ci95, groups, skipped: bench.skipped };
}
