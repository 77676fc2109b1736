import { basename, dirname, extname, join } from 'node:path';
import * as z from 'zod';
import { CollapError } from '../errors.js';
import { MARKED, TIME_UNITS } from '../export/export-options.js';
import type { ExportRequest, ExportResult } from '../export/export-songs.js';
import { extensionOf, FORMAT_NAMES, FORMATS, type FormatName } from '../export/formats.js';
import { textOf } from '../export/text-of.js';
import { FRAME_RATES } from '../export/times/timecode.js';
import type { Workspace } from '../library/workspace.js';
import { readablePath } from './music-roots.js';
import { nameSong, pathOfSong } from './name-song.js';
import { estimateTokens } from './result-budget.js';
import { defineTool, type ToolCall } from './tool.js';

export const exportAnnotationsInput = z.strictObject({
  songs: z
    .array(z.string().min(1).max(4_096))
    .min(1)
    .max(500)
    .describe('Track ids, exact titles, or absolute paths. One song; up to 500 for m3u8, xspf, rekordbox, traktor.'),
  format: z
    .enum(FORMAT_NAMES)
    .describe('wav-cue, chapters and serato are copies of the song, m3u8 and xspf playlists.'),
  path: z
    .string()
    .min(1)
    .max(4_096)
    .optional()
    .describe('Absolute path of the file to write, or of a folder. Without it the text comes back; copies need it.'),
  overwrite: z.boolean().default(false).describe('Replaces a file that is there; audio is never replaced.'),
  marked: z.enum(MARKED).optional().describe('segments when left out.'),
  timeUnit: z.enum(TIME_UNITS).optional().describe('For reaper; seconds when left out.'),
  offsetSeconds: z
    .number()
    .min(0)
    .max(360_000)
    .optional()
    .describe('Seconds, added to every time: where the song begins on the timeline.'),
  frameRate: z.enum(FRAME_RATES).optional().describe('Of timecode, frames a second; 25 when left out.'),
});

export const exportAnnotationsOutput = z.object({
  format: z.string(),
  mediaType: z.string(),
  path: z.string().nullable().describe('Null where nothing was written.'),
  bytes: z.int(),
  text: z.string().nullable().describe('The content, where it was not written.'),
  base64: z
    .string()
    .nullable()
    .describe('The same for what is not text (midi, playlists of names that are not UTF-8).'),
  songCount: z.uint32(),
  songs: z
    .array(
      z.object({
        path: z.string(),
        segments: z.uint32().nullable().describe('Sections found; null for playlists.'),
      }),
    )
    .describe('The first 50.'),
});

/** Songs in; markers, labels, chapters, cues or a playlist for another program out. */
export const exportAnnotationsTool = defineTool({
  name: 'export_annotations',
  title: 'Export for another program',
  description:
    'Gives the sections, beats, tempo and key of a song, or a playlist, in the format of a DAW, audio editor, player or DJ program. ' +
    'With path it writes a file, where the server allows it (--allow-write); songs are never changed. ' +
    'Do not use it for tags (write_tags).',
  input: exportAnnotationsInput,
  output: exportAnnotationsOutput,
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  async run({ songs, format, path, overwrite, ...options }, call) {
    if (path !== undefined && !call.workspace.allowWrite) throw writingIsOff();
    const named: string[] = [];
    const locate = FORMATS[format].kind === 'playlist' ? listedPath : pathOfSong;
    for (const song of songs) named.push(await locate(call.workspace, song));
    const out = path === undefined ? null : await writablePath(path, format, named[0] as string, call);
    const { signal, onProgress } = call;
    const isCopy = FORMATS[format].kind === 'copy';
    const request: ExportRequest = {
      songs: named,
      format,
      options,
      out,
      overwrite: overwrite && !isCopy,
      signal,
      onProgress,
    };
    return describeResult(await call.useCases.exportSongs(call.workspace, request), call.maxTokens);
  },
});

/** Of a song that is only listed: what the library knows of it is enough. */
async function listedPath(workspace: Workspace, reference: string): Promise<string> {
  const named = await nameSong(workspace, reference);
  return named.track === null ? named.path : named.track.path;
}

function writingIsOff(): CollapError {
  return new CollapError(
    'E_PERMISSION',
    'This server may not write files: writing is off.',
    'Call without path to get the text; to allow writing, start the server with --allow-write, or write in a terminal: collap export.',
  );
}

/** A caller's mistake in a name must not put labels where a song or a program's settings were: the extension has to fit. */
async function writablePath(path: string, format: FormatName, song: string, { workspace }: ToolCall): Promise<string> {
  const wanted = extensionOf(format, song);
  if (extname(path).toLowerCase() !== wanted) {
    const folder = await readablePath(workspace, path).catch((error: CollapError) => {
      if (error.code !== 'E_NOT_FOUND') throw error;
      throw new CollapError(
        'E_USAGE',
        `${path} does not end in ${wanted}, as files of the format ${format} do, and is no folder.`,
        `End the path in ${wanted}, or give a folder that is there.`,
      );
    });
    return join(folder, basename(song, extname(song)) + wanted);
  }
  return join(await readablePath(workspace, dirname(path)), basename(path));
}

/** Of a playlist, so many are told in an answer. */
const SHOWN_SONGS = 50;

function describeResult(result: ExportResult, maxTokens: number): z.input<typeof exportAnnotationsOutput> {
  const { content, songs, ...facts } = result;
  const text = textOf(result);
  const base64 = content === null || text !== null ? null : Buffer.from(content).toString('base64');
  const shown = songs.slice(0, SHOWN_SONGS).map((song) => ({ ...song }));
  const document = { ...facts, text, base64, songCount: songs.length, songs: shown };
  if (estimateTokens(document) <= maxTokens) return document;
  throw new CollapError(
    'E_TOO_LONG',
    `The export has ${facts.bytes} bytes, more than an answer holds.`,
    'Give a path to write it to, mark segments instead of beats, or use the command line: collap export.',
  );
}
