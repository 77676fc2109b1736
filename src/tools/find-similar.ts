import * as z from 'zod';
import type { SimilarQuery } from '../retrieve/similar/find-similar.js';
import { nameSong } from './name-song.js';
import { filterOf, songFilterFields } from './song-filter.js';
import { evidenceFields, searchWithin, songResultsOf } from './song-results.js';
import { defineTool } from './tool.js';

export const findSimilarInput = z.strictObject({
  song: z
    .string()
    .min(1)
    .max(4_096)
    .describe('A trackId, a title or file name, or an absolute path; the file need not be in the library.'),
  by: z
    .enum(['sound', 'structure'])
    .default('sound')
    .describe('structure: songs whose sections correspond one to one, such as edits and remixes.'),
  fromSeconds: z
    .number()
    .min(0)
    .optional()
    .describe('Start of a stretch of the song, in seconds: sections of any song that sound like it are found.'),
  toSeconds: z.number().min(0).optional().describe('End of the stretch, in seconds.'),
  within: z.boolean().default(false).describe('With a stretch: other places of the song itself count, too.'),
  but: z
    .string()
    .min(1)
    .max(2_000)
    .optional()
    .describe('How the results should differ, in English: "more strings, no drums". It nudges; filters are strict.'),
  ...songFilterFields,
});

const stretch = (what: string) => z.number().nullable().describe(what);

export const findSimilarOutput = songResultsOf(
  z.object({
    ...evidenceFields,
    sentence: z.string().describe('What is alike, or a sentence of but.'),
    askedStartSeconds: stretch('Where the asked song has what this is like, in seconds; null for sentences of but.'),
    askedEndSeconds: stretch('Where that ends, in seconds.'),
    label: z.string().nullable().describe("Letter of the result's section; equal letters repeat."),
    function: z.string().nullable().describe('Such as verse or chorus.'),
  }),
);

/** A song, or a stretch of one, in; songs that are like it, with the sections that are alike, out. */
export const findSimilarTool = defineTool({
  name: 'find_similar',
  title: 'Find similar songs',
  description:
    'Searches the indexed music for songs that are like a given song, or for sections that sound like a stretch of it; optionally "but with more …". ' +
    'Returns ranked songs without the given one, each with the sections that are alike, in seconds. ' +
    'Do not use it with a description in place of a song (find_songs).',
  input: findSimilarInput,
  output: findSimilarOutput,
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async run({ song, limit, tempo, key, duration, year, genre, path, ...rest }, call) {
    const { track, path: file } = await nameSong(call.workspace, song);
    const query: SimilarQuery = {
      ...rest,
      song: track === null ? file : track.trackId,
      mayHear: file !== null,
      filter: filterOf({ tempo, key, duration, year, genre, path }),
      signal: call.signal,
      onProgress: call.onProgress,
    };
    return searchWithin(call, limit, (most) => call.useCases.findSimilar(call.workspace, { ...query, limit: most }));
  },
});
