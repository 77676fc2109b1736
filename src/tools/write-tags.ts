import * as z from 'zod';
import { CollapError } from '../errors.js';
import { parseRange } from '../library/track-filter.js';
import { KEY_NOTATIONS } from '../tagging/key-notation.js';
import type { TagReport } from '../tagging/tag-report.js';
import { ASKED_FIELDS, makeRules } from '../tagging/tag-rules.js';
import { vocabularySchema } from '../tagging/vocabulary.js';
import { pathOfSong } from './name-song.js';
import { estimateTokens, round, takeFitting } from './result-budget.js';
import { defineTool, type ToolCall } from './tool.js';

const template = z.string().min(1).max(1_000);

export const writeTagsInput = z.strictObject({
  songs: z
    .array(z.string().min(1).max(4_096))
    .min(1)
    .max(50)
    .describe('Track ids, exact titles, or absolute paths of files or folders, 1 to 50.'),
  write: z.boolean().default(false).describe('false only shows the changes; true writes them into the files.'),
  undo: z
    .boolean()
    .default(false)
    .describe('Instead of writing: takes the files back to how they were before collap last wrote them.'),
  fields: z
    .array(z.enum(ASKED_FIELDS))
    .max(ASKED_FIELDS.length)
    .optional()
    .describe('Fields to write; genre, mood, bpm and key when left out. chapters are the sections of the song.'),
  onlyMissing: z.boolean().default(false).describe('Leaves fields alone that hold anything.'),
  keyNotation: z
    .enum(KEY_NOTATIONS)
    .default('name')
    .describe('How keys are written: "Am", "8A" (camelot) or "1m" (open-key).'),
  tempoRange: z.string().max(40).optional().describe('Tempos are doubled or halved into this range of BPM: "80..160".'),
  threshold: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('Least probability of a label that is certain enough to be written, 0 to 1.'),
  comment: template
    .optional()
    .describe('A comment to write; {genre} {mood} {instrument} {voice} {bpm} {key} stand for what was heard.'),
  customFields: z
    .record(z.string().min(1).max(100), template)
    .optional()
    .describe('Fields of your own by name, with texts in the same form: {"GROUPING": "{mood}"}.'),
  vocabulary: vocabularySchema
    .optional()
    .describe('Your words for ours by group, null for what is never written: {"genre": {"drum and bass": "DnB"}}.'),
});

const leftOut = z.object({ field: z.string(), reason: z.string() });
const change = z.object({
  field: z.string(),
  before: z
    .array(z.string())
    .describe(
      'What stood or stands in the file; empty where the field is missing. Of chapters: "00:01:10.250 Verse 1".',
    ),
  after: z.array(z.string()),
  probability: z.number().nullable().describe('Of the label, 0 to 1; null for what is measured or put together.'),
});

export const writeTagsOutput = z.object({
  written: z.boolean().describe('Whether any file was changed; false for a preview.'),
  files: z.array(
    z.object({
      path: z.string(),
      kind: z.string().nullable().describe('What kind of tags the file has, such as "ID3v2.3".'),
      status: z.enum(['unchanged', 'proposed', 'written', 'restored']),
      changes: z.array(change),
      leftOut: z.array(leftOut).describe('Fields that get no value, and why.'),
    }),
  ),
  failed: z
    .array(z.object({ path: z.string(), code: z.string(), message: z.string(), remedy: z.string() }))
    .describe('Files that could not be tagged; they are as they were.'),
  omitted: z.uint32().describe('Files that did not fit into this answer; what was asked was done to them, too.'),
});

/** Songs in; what would be written into their tags, or what was written, out. */
export const writeTagsTool = defineTool({
  name: 'write_tags',
  title: 'Write tags into files',
  description:
    'Shows what genre, mood, tempo, key, chapters, comment or fields of your own would be written into the tags of audio files, and writes them when write is true: ' +
    'call it without write first and let the user see the changes. Audio and all other tags stay as they are; undo takes the last change back. ' +
    'Do not use it to find out what a song is (classify_song), or to set a title or artist. Writing must be allowed when the server is started (--allow-write).',
  input: writeTagsInput,
  output: writeTagsOutput,
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  async run({ songs, write, undo, customFields, tempoRange, ...given }, call) {
    if ((write || undo) && !call.workspace.allowWrite) throw writingIsOff();
    if (write && undo) throw new CollapError('E_USAGE', 'write and undo were both asked for.', 'Ask for one of them.');
    const range = tempoRange === undefined ? undefined : parseRange(tempoRange);
    const rules = makeRules({ ...given, tempoRange: range, custom: customFields });
    const named = await namePaths(songs, call);
    const report = await call.useCases.tagFiles(call.workspace, named.paths, {
      action: undo ? 'undo' : write ? 'write' : 'preview',
      rules,
      signal: call.signal,
      onProgress: call.onProgress,
    });
    return shorten({ ...report, failed: [...named.failed, ...report.failed] }, call.maxTokens);
  },
});

function writingIsOff(): CollapError {
  return new CollapError(
    'E_PERMISSION',
    'This server may not change files: writing is off.',
    'Call without write to see the changes; to allow writing, start the server with --allow-write, or write in a terminal: collap tag FILE --write.',
  );
}

/** A song that cannot be named, or may not be, does not keep the others from being tagged. */
async function namePaths(
  songs: readonly string[],
  call: ToolCall,
): Promise<Pick<TagReport, 'failed'> & { paths: string[] }> {
  const named: Pick<TagReport, 'failed'> & { paths: string[] } = { paths: [], failed: [] };
  for (const song of songs) {
    try {
      named.paths.push(await pathOfSong(call.workspace, song));
    } catch (error) {
      if (songs.length === 1 || !(error instanceof CollapError)) throw error;
      named.failed.push({ path: song, ...error.toJSON() });
    }
  }
  return named;
}

/** What stands in the answer beside files and failures. */
const HEAD_TOKENS = 20;

function shorten({ written, files, failed }: TagReport, maxTokens: number): z.input<typeof writeTagsOutput> {
  const rounded = files.map((file) => ({
    ...file,
    leftOut: [...file.leftOut],
    changes: file.changes.map(({ field, before, after, probability }) => ({
      field,
      before: [...before],
      after: [...after],
      probability: probability === null ? null : round(probability, 3),
    })),
  }));
  const failures = takeFitting(failed, maxTokens / 2);
  const shown = takeFitting(rounded, maxTokens - estimateTokens(failures) - HEAD_TOKENS);
  const omitted = files.length + failed.length - shown.length - failures.length;
  return { written, files: shown, failed: failures, omitted };
}
