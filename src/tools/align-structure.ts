import * as z from 'zod';
import type { AlignedSong } from '../align/align-structure.js';
import { fitAlignment } from './fit-alignment.js';
import { pathOfSong } from './name-song.js';
import { matrixAddress } from './self-similarity-resource.js';
import { defineTool } from './tool.js';

const song = z.string().min(1).max(4_096);

export const alignStructureInput = z.strictObject({
  song: song.describe('A trackId, a title or file name, or an absolute path; the file need not be in the library.'),
  description: z
    .string()
    .max(12_000)
    .optional()
    .describe('What to locate in the song, in English, up to 1,000 words: one sentence for each thing to hear.'),
  with: song
    .optional()
    .describe('A second song, named as the first, such as a cover, a remix or an edit: section by section.'),
  textVariant: z
    .enum(['bidirectional', 'causal'])
    .optional()
    .describe('Text encoder; leave it out to use the better one.'),
});

/** Places on the timeline say their unit by name: a list of tools is read by the token. */
const startSeconds = z.number();
const endSeconds = z.number();
const segment = z.object({
  startSeconds,
  endSeconds,
  label: z.string().describe('Sections that sound alike share a letter.'),
  function: z.enum(['intro', 'verse', 'chorus', 'bridge', 'instrumental', 'outro']),
  confidence: z.number().describe('How sure boundaries and function are, 0 to 1.'),
});
const sentence = z.object({
  sentence: z.string(),
  role: z.enum(['wanted', 'avoided']).describe('avoided: the times say where it is heard anyway.'),
  startSeconds: startSeconds.nullable().describe('Null where nothing in the song answers the sentence.'),
  endSeconds: endSeconds.nullable(),
  score: z.number().describe('Standard deviations above chance.'),
  certainty: z.enum(['high', 'medium', 'low']),
});
const correspondence = z.object({
  path: z.string(),
  durationSeconds: z.number(),
  segments: z
    .array(z.object({ startSeconds, endSeconds, label: z.string(), function: z.string(), confidence: z.number() }))
    .describe('Sections of the second song, told as those of the first.'),
  sections: z
    .array(
      z.object({
        startSeconds,
        endSeconds,
        label: z.string(),
        otherStartSeconds: z.number().nullable(),
        otherEndSeconds: z.number().nullable(),
        otherSegment: z.number().nullable().describe('Index into segments.'),
        similarity: z.number().describe('-1 to 1; 0 where nothing corresponds.'),
      }),
    )
    .describe('One for each section of the first song.'),
  score: z.number().describe('How much of both songs corresponds, and how closely, 0 to 1.'),
  matchedShare: z.number().describe('Share of the first song that has something in the second, 0 to 1.'),
  otherMatchedShare: z.number(),
  transposedSemitones: z.number().describe('From the first song up to the second.'),
});

export const alignStructureOutput = z.object({
  durationSeconds: z.number(),
  tempoBpm: z.number().nullable().describe('Null when there is no clear beat.'),
  key: z.string().nullable().describe('Null when unclear.'),
  segments: z.array(segment).describe('The sections of the song, in playing order, without gaps.'),
  alignment: z.array(sentence).describe('One for each sentence of the description; empty without one.'),
  orderScore: z
    .number()
    .nullable()
    .describe('Above 0 where the song follows the told order rather than its reverse; null without a description.'),
  correspondence: correspondence.nullable().describe('Null without a second song.'),
  note: z.string().nullable().describe('What to know about the answer.'),
  warnings: z.array(z.string()),
  selfSimilarityUri: z.string().describe('MCP resource: the self-similarity matrix, large. Read it only to draw it.'),
});

/** A song, and what to hold against it, in; sections, located sentences and corresponding sections out. */
export const alignStructureTool = defineTool({
  name: 'align_structure',
  title: 'Align a song',
  description:
    'Listens to one song and returns its sections; with a description also where each sentence is heard, with a second song also which section corresponds to which. ' +
    'Takes a few seconds a song. Do not use it to find songs (find_songs), to name genre or instruments (classify_song), or to write markers for another program (export_annotations).',
  input: alignStructureInput,
  output: alignStructureOutput,
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async run({ song: named, description, with: other, textVariant }, call) {
    const { workspace, signal, onProgress } = call;
    const [path, otherPath] = await Promise.all([
      pathOfSong(workspace, named),
      other === undefined ? undefined : pathOfSong(workspace, other),
    ]);
    const told = description?.trim() ? description : undefined; // agents fill in every field
    const options = { description: told, with: otherPath, textVariant, signal, onProgress };
    const { document }: AlignedSong = await call.useCases.alignStructure(workspace, path, options);
    return { ...fitAlignment(document, call.maxTokens), selfSimilarityUri: matrixAddress(named) };
  },
  links: ({ selfSimilarityUri }) => [
    {
      uri: selfSimilarityUri,
      name: 'self-similarity',
      description: 'How alike any two moments of the song are.',
      mimeType: 'application/json',
    },
  ],
});
