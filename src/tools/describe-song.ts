import * as z from 'zod';
import { pathOfSong } from './name-song.js';
import { countFitting, round } from './result-budget.js';
import { defineTool } from './tool.js';

export const describeSongInput = z.strictObject({
  song: z
    .string()
    .min(1)
    .max(4_096)
    .describe('A trackId, a title or file name, or an absolute path; the file need not be in the library.'),
  words: z
    .int()
    .min(20)
    .max(1_000)
    .optional()
    .describe('About how many words, 20 to 1,000; as many as suit its length when left out, 250 for four minutes.'),
});

export const describeSongOutput = z.object({
  durationSeconds: z.number(),
  tempoBpm: z.number().nullable(),
  key: z.string().nullable(),
  text: z.string().describe('The description, with times such as 1:05.'),
  short: z.string().describe('The same in two sentences.'),
  sentences: z
    .array(
      z.object({
        text: z.string(),
        startSeconds: z.number().nullable().describe('Of what the sentence speaks; null where it names no place.'),
        endSeconds: z.number().nullable(),
        about: z.enum([
          'summary',
          'character',
          'voice',
          'tempo',
          'key',
          'form',
          'part',
          'instruments',
          'dynamics',
          'absent',
        ]),
      }),
    )
    .describe('The sentences of text, one by one.'),
  unsure: z.array(z.string()).describe('Groups of labels, such as genre, of which nothing is certain.'),
  warnings: z.array(z.string()),
});

/** One song in; a description in prose with times out. */
export const describeSongTool = defineTool({
  name: 'describe_song',
  title: 'Describe a song',
  description:
    'Listens to one song and describes it in English prose with times: what it is, its parts, what enters and leaves, tempo, key, dynamics; only what is heard with certainty. ' +
    'Takes a few seconds. Its parts join sections of align_structure, and have letters of their own. Do not use it for probabilities of labels (classify_song), for exact section times (align_structure), or to search (find_songs).',
  input: describeSongInput,
  output: describeSongOutput,
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async run({ song, words }, call) {
    const { workspace, signal, onProgress } = call;
    const path = await pathOfSong(workspace, song);
    const described = await call.useCases.describeSong(workspace, path, { words, signal, onProgress });
    const sentences = described.sentences.map((sentence) => ({
      ...sentence,
      startSeconds: sentence.startSeconds === null ? null : round(sentence.startSeconds, 1),
      endSeconds: sentence.endSeconds === null ? null : round(sentence.endSeconds, 1),
    }));
    const fitting = countFitting(sentences, call.maxTokens / 2);
    return {
      ...described,
      durationSeconds: round(described.durationSeconds, 1),
      sentences: sentences.slice(0, fitting),
    };
  },
});
