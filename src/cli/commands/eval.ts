import { type Command, Option } from 'commander';
import type { EvalOptions, EvalReport, EvalTask } from '../../eval/run-eval.js';
import type { TextVariant } from '../../model/card.js';
import type { CommandOutcome } from '../command-outcome.js';
import { EXIT } from '../exit-codes.js';
import { parseLabels } from '../label-groups.js';
import { evalText } from '../output/eval-text.js';
import { createProgressBar } from '../output/progress-bar.js';
import { type SharedOptions, withSharedOptions } from '../shared-options.js';
import type { CommandContext, Shell } from '../shell.js';
import { withWorkspace } from '../with-workspace.js';

interface EvalFlags extends SharedOptions {
  manifest: string;
  audioRoot: string;
  cache?: string;
  textVariant?: TextVariant;
  distractors?: string;
  prompt?: string;
  labels?: string;
  out?: string;
  force?: boolean;
}

interface TaskGrammar {
  readonly task: EvalTask;
  readonly description: string;
  readonly line: string;
  readonly options: readonly Option[];
}

/** For tasks that read texts. */
const TEXT_VARIANT = new Option('--text-variant <name>', 'text encoder').choices(['bidirectional', 'causal']);

const outOptions = (written: string): Option[] => [
  new Option('--out <file>', written),
  new Option('--force', 'replace a file that is there and holds none of these'),
];

const TASKS: readonly TaskGrammar[] = [
  {
    task: 'retrieval',
    description: 'Rank all songs for each text, and all texts for each song.',
    line: '{"id":"1","audio":"a.flac","text":"A slow waltz. …","group":"long"}',
    options: [TEXT_VARIANT],
  },
  {
    task: 'choice',
    description: 'Choose among several texts for each song.',
    line: '{"id":"1","audio":"a.flac","texts":["a waltz","a march"],"answer":0}',
    options: [TEXT_VARIANT],
  },
  {
    task: 'rank',
    description: 'Rank the true text of each song among many others.',
    line: '{"id":"1","audio":"a.flac","text":"A slow waltz."}',
    options: [
      TEXT_VARIANT,
      new Option('--distractors <file>', 'JSON lines with the other texts: {"text"}').makeOptionMandatory(),
    ],
  },
  {
    task: 'classify',
    description: 'Choose the label of each song, with no training on these labels.',
    line: '{"id":"1","audio":"a.flac","label":"waltz"}',
    options: [
      TEXT_VARIANT,
      new Option('--prompt <text>', 'the text that stands for a label').default('{label} music'),
      new Option('--labels <list>', 'the labels to choose from: a,b,c (default: those of the manifest)'),
    ],
  },
  {
    task: 'labels',
    description: "Check the probabilities of the model's labels: what holds for each song, and what does not.",
    line: '{"id":"1","audio":"a.flac","holds":{"genre":["jazz"]},"not":{"instrument":["harp","banjo"]}}',
    options: [TEXT_VARIANT, ...outOptions('write the score of every label as JSON lines')],
  },
  {
    task: 'tags',
    description: 'Find the songs that each of many tags holds for, with no training on these tags.',
    line: '{"id":"1","audio":"a.flac","labels":["rock","electric guitar"],"group":"by ear"}',
    options: [TEXT_VARIANT, new Option('--prompt <text>', 'the text that stands for a tag').default('{label}')],
  },
  {
    task: 'describe',
    description: 'Describe each song, take times, numbers, tempo and key out, and search for the song with the rest.',
    line: '{"id":"1","audio":"a.flac"}',
    options: [TEXT_VARIANT, ...outOptions('write the descriptions as JSON lines')],
  },
  {
    task: 'align',
    description: 'Locate each sentence of a description in its song.',
    line: '{"id":"1","audio":"a.flac","sentences":["Opens with piano.","Drums enter."],"spans":[[0,20],[20,60]]}',
    options: [TEXT_VARIANT],
  },
  {
    task: 'structure',
    description: 'Find the sections of each song: boundaries, repetitions, functions.',
    line: '{"id":"1","audio":"a.flac","segments":[{"start":0,"end":12.5,"label":"intro"},{"start":12.5,"end":40,"label":"verse"}]}',
    options: [],
  },
  {
    task: 'tempo',
    description: 'Find the tempo of each song.',
    line: '{"id":"1","audio":"a.flac","tempoBpm":128}',
    options: [],
  },
  {
    task: 'key',
    description: 'Find the key of each song.',
    line: '{"id":"1","audio":"a.flac","key":"A minor"}',
    options: [],
  },
];

/** `collap eval`: measures the model on anybody's manifest, by the same formula that answers questions. */
export function registerEval(program: Command, shell: Shell): void {
  const parent = program.command('eval').description('Measure the model on a manifest of your own (JSON lines).');
  for (const grammar of TASKS) {
    const command = parent
      .command(grammar.task)
      .description(grammar.description)
      .requiredOption('--manifest <file>', 'JSON lines, one case a line')
      .option('--audio-root <dir>', 'folder that the paths in the manifest are relative to', '.')
      .option('--cache <dir>', 'keep embeddings here for the next run');
    for (const option of grammar.options) command.addOption(option);
    withSharedOptions(command, examplesOf(grammar)).action((flags: EvalFlags) =>
      shell.run(flags, (context) => evaluate(context, grammar.task, flags)),
    );
  }
}

function examplesOf({ task, line, options }: TaskGrammar): string[] {
  const mandatory = options.some((option) => option.mandatory) ? ' --distractors others.jsonl' : '';
  return [
    `collap eval ${task} --manifest test.jsonl --audio-root ~/songs${mandatory} --json`,
    '',
    `A line of the manifest: ${line}`,
  ];
}

async function evaluate(context: CommandContext, task: EvalTask, flags: EvalFlags): Promise<CommandOutcome> {
  const { runEval } = await import('../../eval/run-eval.js');
  const bar = createProgressBar(context.terminal, 'cases');
  try {
    const report = await withWorkspace(context, (workspace) =>
      runEval(task, { ...optionsOf(flags), workspace, signal: context.signal, onProgress: bar.update }),
    );
    return outcomeOf(report);
  } finally {
    bar.finish();
  }
}

function optionsOf(flags: EvalFlags): Omit<EvalOptions, 'workspace'> {
  return {
    manifest: flags.manifest,
    audioRoot: flags.audioRoot,
    ...(flags.cache !== undefined && { cacheDir: flags.cache }),
    ...(flags.textVariant && { textVariant: flags.textVariant }),
    ...(flags.distractors !== undefined && { distractors: flags.distractors }),
    ...(flags.prompt !== undefined && { prompt: flags.prompt }),
    ...(flags.out !== undefined && { outFile: flags.out, overwrite: flags.force === true }),
    ...(flags.labels !== undefined && { labels: parseLabels(flags.labels) }),
  };
}

/** Done in part when audio was missing or could not be read. */
function outcomeOf(report: EvalReport): CommandOutcome {
  const outcome = { document: report, text: evalText(report) };
  return report.skipped.length > 0 ? { ...outcome, exitCode: EXIT.partial } : outcome;
}
