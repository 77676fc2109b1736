import type { Command } from 'commander';
import type { CommandOutcome } from '../command-outcome.js';
import { parseLabelGroups } from '../label-groups.js';
import { classifyText } from '../output/classify-text.js';
import { reportWarnings } from '../report-warnings.js';
import { collect, type SharedOptions, withSharedOptions } from '../shared-options.js';
import type { CommandContext, Shell } from '../shell.js';
import { withWorkspace } from '../with-workspace.js';

const EXAMPLES = [
  'collap classify song.flac',
  'collap classify song.flac --labels happy,sad,calm',
  'collap classify song.flac --labels mood=happy,sad --labels era=sixties,eighties --json',
];

interface ClassifyOptions extends SharedOptions {
  labels?: string[];
}

/** `collap classify`: genre, mood, instruments, voice, tempo and key of one file, or labels of the caller. */
export function registerClassify(program: Command, shell: Shell): void {
  const command = program
    .command('classify')
    .description(
      'Say what one song is, and where: genre, mood, instruments, voice, tempo, key, energy; or choose among your own labels.',
    )
    .argument('<file>', 'an audio file, or the id or title of a song in the library')
    .option('--labels <list>', 'own labels: a,b,c or mood=a,b; may be given several times', collect);
  withSharedOptions(command, EXAMPLES).action((file: string, options: ClassifyOptions) =>
    shell.run(options, (context) => classify(context, file, options)),
  );
}

async function classify(context: CommandContext, file: string, options: ClassifyOptions): Promise<CommandOutcome> {
  const labelGroups = options.labels && parseLabelGroups(options.labels);
  const { classifySong } = await import('../../classify/classify-song.js');
  const classification = await withWorkspace(context, (workspace) =>
    classifySong(workspace, file, { signal: context.signal, ...(labelGroups && { labelGroups }) }),
  );
  reportWarnings(context.terminal, classification.warnings);
  return { document: classification, text: classifyText(classification) };
}
