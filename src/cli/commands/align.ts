import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { AlignedSong } from '../../align/align-structure.js';
import type { Workspace } from '../../library/workspace.js';
import type { TextVariant } from '../../model/card.js';
import type { CommandOutcome } from '../command-outcome.js';
import { readDescription } from '../description.js';
import { alignText } from '../output/align-text.js';
import { reportWarnings } from '../report-warnings.js';
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
  force?: boolean;
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
    .option('--force', 'replace a file that is there and is no page of collap')
    .addOption(new Option('--text-variant <name>', 'text encoder').choices(['bidirectional', 'causal']));
  withSharedOptions(command, EXAMPLES).action((file: string, flags: AlignFlags) =>
    shell.run(flags, (context) => align(context, file, flags)),
  );
}

async function align(context: CommandContext, file: string, flags: AlignFlags): Promise<CommandOutcome> {
  const description = await descriptionOf(flags, context);
  const savePage = await pageSaver(flags);
  const { alignStructure } = await import('../../align/align-structure.js');
  return withWorkspace(context, async (workspace) => {
    const aligned = await alignStructure(workspace, file, {
      description,
      with: flags.with,
      textVariant: flags.textVariant,
      signal: context.signal,
    });
    reportWarnings(context.terminal, aligned.document.warnings);
    const page =
      savePage === null ? null : await savePage(aligned, await drawPage(aligned, description, workspace, context));
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

/** Complains of the page's name before the song is heard, not after it; null where no page was asked for. */
async function pageSaver({
  html: file,
  force = false,
}: AlignFlags): Promise<((aligned: AlignedSong, html: string) => Promise<string>) | null> {
  if (file === undefined) return null;
  const [{ checkAgain, saveAgain }, { assertNoneOf }, { PAGE_KIND }] = await Promise.all([
    import('../../export/save-again.js'),
    import('../../export/guard-songs.js'),
    import('../picture/page-kind.js'),
  ]);
  const page = resolve(file);
  await checkAgain(page, PAGE_KIND, force);
  return async ({ song, other }, html) => {
    const songs = [song, ...(other === null ? [] : [other])].map(({ path }) => path);
    await assertNoneOf(songs, page);
    await saveAgain(page, html, PAGE_KIND, force);
    return page;
  };
}

async function drawPage(
  aligned: AlignedSong,
  description: string | undefined,
  { decoders, model }: Workspace,
  { signal }: CommandContext,
): Promise<string> {
  const { drawAlignment } = await import('../align-page/draw-alignment.js');
  const { clipSeconds } = (await model()).card;
  return drawAlignment(aligned, { description: description ?? null, decoders, clipSeconds, signal });
}
