import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import type { BenchOptions, BenchPart } from '../../bench/run-bench.js';
import { PACKAGE_DIR } from '../../config.js';
import { CollapError } from '../../errors.js';
import type { CommandOutcome } from '../command-outcome.js';
import { benchText } from '../output/bench-text.js';
import { type SharedOptions, withSharedOptions } from '../shared-options.js';
import type { CommandContext, Shell } from '../shell.js';

const EXAMPLES = [
  'collap bench --quick                        in less than two minutes',
  'collap bench --sizes 10000,100000 --json    as the documentation shows it',
  'collap bench --only busy                    an answer while the same server indexes',
  'collap bench --songs ~/Music/album --clap clap.onnx',
];

interface BenchFlags extends SharedOptions {
  quick?: boolean;
  only?: string[];
  sizes?: number[];
  songs?: string;
  clap?: string;
  keep?: string;
  indexSongs?: number;
}

/** What is measured: of a quick run, and of a whole one. */
const EFFORT = {
  quick: { sizes: [1_000, 4_000], indexedSongs: 24, rescanFiles: 2_000, questions: 24, exhaustive: 6 },
  whole: { sizes: [1_000, 10_000, 100_000], indexedSongs: 200, rescanFiles: 20_000, questions: 60, exhaustive: 12 },
};

/** `collap bench`: what listening, searching and starting cost on this machine. */
export function registerBench(program: Command, shell: Shell): void {
  const command = program
    .command('bench')
    .description('Measure what listening, searching, starting and scanning cost on this machine.')
    .option('--quick', 'small libraries only')
    .option('--only <parts>', 'some of embedding,indexing,busy,start,rescan,search', (list) => list.split(','))
    .option('--sizes <list>', 'sizes of simulated libraries, ascending: 1000,10000', parseSizes)
    .option('--songs <path>', 'songs to decode and embed (default: those of the demo)')
    .option('--index-songs <n>', 'songs of a minute to index', parseCount)
    .option('--keep <dir>', 'keep the simulated library there, and go on with one that is there')
    .option('--clap <file>', 'an ONNX graph of CLAP to compare with, see bench/export-clap.py');
  withSharedOptions(command, EXAMPLES).action((options: BenchFlags) =>
    shell.run(options, (context) => bench(context, options)),
  );
}

function parseSizes(list: string): number[] {
  const sizes = list.split(',').map(Number);
  const isAscending = sizes.every(
    (size, i) => Number.isInteger(size) && size > (i === 0 ? 0 : (sizes[i - 1] as number)),
  );
  if (isAscending) return sizes;
  throw new InvalidArgumentError('Expected ascending whole numbers, such as 1000,10000.');
}

function parseCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new InvalidArgumentError('Expected a whole number above 0.');
}

/** @throws {@link CollapError} `E_USAGE` for a part that there is not. */
function knownParts(wanted: readonly string[], known: readonly BenchPart[]): BenchPart[] {
  return wanted.map((name) => {
    const part = known.find((one) => one === name);
    if (part) return part;
    throw new CollapError('E_USAGE', `The benchmark has no part "${name}".`, `Name some of: ${known.join(', ')}.`);
  });
}

async function bench({ config, signal, terminal }: CommandContext, flags: BenchFlags): Promise<CommandOutcome> {
  const { BENCH_PARTS, runBench } = await import('../../bench/run-bench.js');
  const effort = flags.quick ? EFFORT.quick : EFFORT.whole;
  const options: BenchOptions = {
    ...effort,
    sizes: flags.sizes ?? effort.sizes,
    indexedSongs: flags.indexSongs ?? effort.indexedSongs,
    modelDir: config.modelDir,
    songs: flags.songs ?? join(PACKAGE_DIR, 'demo'),
    clapFile: flags.clap ?? null,
    keepDir: flags.keep ?? null,
    signal,
    report: (message) => terminal.report(`collap bench: ${message}\n`),
  };
  const report = await runBench(options, new Set(flags.only ? knownParts(flags.only, BENCH_PARTS) : BENCH_PARTS));
  return { document: report, text: benchText(report) };
}
