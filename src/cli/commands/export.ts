import { type Command, InvalidArgumentError, Option } from 'commander';
import { CollapError } from '../../errors.js';
import type { ExportOptions, Marked, TimeUnit } from '../../export/export-options.js';
import type { ExportResult } from '../../export/export-songs.js';
import type { FormatName } from '../../export/formats.js';
import type { FrameRate } from '../../export/times/timecode.js';
import type { CommandOutcome } from '../command-outcome.js';
import { exportText } from '../output/export-text.js';
import { type SharedOptions, withSharedOptions } from '../shared-options.js';
import type { CommandContext, Shell } from '../shell.js';
import { withWorkspace } from '../with-workspace.js';

const EXAMPLES = [
  'collap export song.flac --format audacity --out labels.txt',
  'collap export song.wav --format wav-cue --out copies/      a copy with cue points; the song stays as it is',
  'collap export song.mp3 --format reaper --times bars        regions, on stdout',
  'collap export *.mp3 --format rekordbox --out set.xml       beat grids, cues and keys of several songs',
  'collap export a.flac b.flac --format m3u8 --out set.m3u8',
];

/** Written out, so that help needs no writers; a test compares them with the formats. */
const FORMATS = [
  ...['json', 'csv', 'audacity', 'reaper', 'midi', 'wav-cue', 'chapters', 'jams', 'svl', 'rekordbox', 'serato'],
  ...['traktor', 'cue-sheet', 'webvtt', 'm3u8', 'xspf'],
];

interface ExportCommandOptions extends SharedOptions {
  format: FormatName;
  out?: string;
  force?: boolean;
  marked?: Marked;
  times?: TimeUnit;
  offset?: number;
  frameRate?: FrameRate;
}

/** `collap export`: sections, beats, tempo and key of a song in the format of another program. */
export function registerExport(program: Command, shell: Shell): void {
  const command = program
    .command('export')
    .description('Write sections, beats, tempo and key of a song, or a playlist, in the format of another program.')
    .argument(
      '<song...>',
      'an audio file, or the id or title of a song in the library; several for playlists and DJ programs',
    )
    .addOption(new Option('--format <name>', 'what to write').choices(FORMATS).makeOptionMandatory())
    .option(
      '--out <path>',
      'file to write to, or a folder, which is made if the path ends in /; without it, text goes to stdout',
    )
    .option('--force', 'replace a file that is there')
    .addOption(new Option('--marked <what>', 'what to mark').choices(['segments', 'beats', 'downbeats']))
    .addOption(
      new Option('--times <unit>', 'unit of times (reaper)').choices(['seconds', 'samples', 'bars', 'timecode']),
    )
    .option('--offset <seconds>', 'where the song begins on the timeline, added to every time', parseSeconds)
    .addOption(new Option('--frame-rate <rate>', 'of timecode').choices(['23.976', '24', '25', '29.97', '30']));
  withSharedOptions(command, EXAMPLES).action((songs: string[], options: ExportCommandOptions) =>
    shell.run(options, (context) => exportCommand(context, songs, options)),
  );
}

/** Timelines of films often begin at an hour; none ends after four days. */
const LONGEST_OFFSET_SECONDS = 360_000;

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (text.trim() !== '' && seconds >= 0 && seconds <= LONGEST_OFFSET_SECONDS) return seconds;
  throw new InvalidArgumentError('Expected seconds, 0 or more.');
}

async function exportCommand(
  context: CommandContext,
  songs: readonly string[],
  { format, out, force, marked, times, offset, frameRate }: ExportCommandOptions,
): Promise<CommandOutcome> {
  const { exportSongs } = await import('../../export/export-songs.js');
  const { textOf } = await import('../../export/text-of.js');
  const options: ExportOptions = {
    ...(marked && { marked }),
    ...(times && { timeUnit: times }),
    ...(offset !== undefined && { offsetSeconds: offset }),
    ...(frameRate && { frameRate }),
  };
  const { signal } = context;
  const result = await withWorkspace(context, (workspace) =>
    exportSongs(workspace, {
      ...{ songs, format, options, signal },
      ...{ out: out ?? null, overwrite: force === true, followLinks: true },
    }),
  );
  const { content, ...facts } = result;
  return { document: { ...facts, text: demandText(result, textOf(result)) }, text: exportText(result) };
}

/** @throws {@link CollapError} `E_USAGE` for bytes that are no text. */
function demandText(result: ExportResult, text: string | null): string | null {
  if (result.content === null || text !== null) return text;
  throw new CollapError(
    'E_USAGE',
    `The format ${result.format} is not text, which stdout could show.`,
    'Give a file: --out FILE.',
  );
}
