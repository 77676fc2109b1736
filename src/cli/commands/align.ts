import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { AlignedSong } from '../../align/align-structure.js';
import { CollapError } from '../../errors.js';
import type { Workspace } from '../../library/workspace.js';
import type { TextVariant } from '../../model/card.js';
import type { CommandOutcome } from '../command-outcome.js';
import { readDescription } from '../description.js';
import { alignText } from '../output/align-text.js';
import { type SharedOptions, withSharedOptions } from '../shared-options.js';
import type { CommandContext, Shell } from '../shell.js';
import { withWorkspace } from '../with-workspace.js';

const EXAMPLES = [
  'collap align song.flac',
  'collap align song.flac --description "Opens with solo piano. Strings enter after a minute." --html song.html',
  'collap align song.flac --with cover.mp3 --json',
];

interface AlignFlags extends SharedOptions {
  description?: string;
  descriptionFile?: string;
  with?: string;
  html?: string;
  textVariant?: TextVariant;
}

/** `collap align`: the sections of a song, what of a description is heard in which, and what corresponds in a second song. */
export function registerAlign(program: Command, shell: Shell): void {
  const command = program
    .command('align')
    .description(
      'Show the sections of a song, which sentence of a description is heard where, and what corresponds in a second song.',
    )
    .argument('<file>', 'an audio file, or the id or title of a song in the library')
    .option('--description <text>', 'what to locate, one sentence for each thing; - reads it from stdin')
    .option('--description-file <file>', 'read the description from a file')
    .option('--with <file>', 'a second song, named likewise, such as a cover or an edit: section by section')
    .option('--html <file>', 'draw the answer as a page: waveform, sections, self-similarity, sentences over time')
    .addOption(new Option('--text-variant <name>', 'text encoder').choices(['bidirectional', 'causal']));
  withSharedOptions(command, EXAMPLES).action((file: string, flags: AlignFlags) =>
    shell.run(flags, (context) => align(context, file, flags)),
  );
}

async function align(context: CommandContext, file: string, flags: AlignFlags): Promise<CommandOutcome> {
  const description = await descriptionOf(flags, context);
  const { alignStructure } = await import('../../align/align-structure.js');
  return withWorkspace(context, async (workspace) => {
    const aligned = await alignStructure(workspace, file, {
      description,
      with: flags.with,
      textVariant: flags.textVariant,
      signal: context.signal,
    });
    for (const warning of aligned.document.warnings) context.terminal.report(`collap: ${warning}\n`);
    const page =
      flags.html === undefined ? null : await writePage(flags.html, aligned, description, workspace, context);
    return {
      document: { ...aligned.document, ...(page !== null && { page }) },
      text: alignText(aligned.document, page),
    };
  });
}

async function descriptionOf(flags: AlignFlags, { terminal }: CommandContext): Promise<string | undefined> {
  if (flags.description === undefined && flags.descriptionFile === undefined) return undefined;
  return readDescription(flags.description, flags.descriptionFile, terminal);
}

async function writePage(
  file: string,
  aligned: AlignedSong,
  description: string | undefined,
  workspace: Workspace,
  { signal }: CommandContext,
): Promise<string> {
  const { drawAlignment } = await import('../align-page/draw-alignment.js');
  const { clipSeconds } = (await workspace.model()).card;
  const html = await drawAlignment(aligned, {
    description: description ?? null,
    decoders: workspace.decoders,
    clipSeconds,
    signal,
  });
  const page = resolve(file);
  await writeFile(page, html).catch((cause) => {
    const message = `The page cannot be written to ${page}: ${(cause as Error).message}.`;
    throw new CollapError('E_PERMISSION', message, 'Give a file in a folder that exists and may be written.', {
      cause,
    });
  });
  return page;
}
