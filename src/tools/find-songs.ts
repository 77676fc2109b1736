import * as z from 'zod';
import type { FindQuery } from '../retrieve/find-songs.js';
import { indexedTrackId } from './name-song.js';
import { filterOf, songFilterFields } from './song-filter.js';
import { evidenceFields, searchWithin, songResultsOf } from './song-results.js';
import { defineTool } from './tool.js';

export const findSongsInput = z.strictObject({
  description: z
    .string()
    .max(12_000)
    .describe(
      'What the music is like, in English, up to 1,000 words. Write one sentence for each thing to hear, in the order in which it happens; say when ("at 1:20", "in the last third", "in the second chorus"), how the loudness goes, and tempo, mode and length, where you know them. Fields, Markdown, YAML and JSON are read, too; what stands under "avoid" is avoided.',
    ),
  not: z
    .array(z.string().min(1).max(500))
    .max(20)
    .optional()
    .describe('Things to avoid, such as "singing" or "distorted guitar"; up to 20.'),
  songs: z
    .array(z.string().min(1).max(4_096))
    .min(1)
    .max(50)
    .optional()
    .describe('Only these, by trackId, title or path: which of them fits best?'),
  ...songFilterFields,
});

export const findSongsOutput = songResultsOf(z.object(evidenceFields));

/** Long description, filters and exclusions in; ranked songs with the time span that answers every sentence out. */
export const findSongsTool = defineTool({
  name: 'find_songs',
  title: 'Find songs by description',
  description:
    'Searches the indexed music by how it sounds and how it unfolds. Takes a description of one to many sentences, things to avoid and measured filters; ' +
    'returns ranked songs, each with the time span in seconds that answers each sentence. ' +
    'Do not use it to look up a known song (the other tools take titles and file names), for lyrics, or before anything is indexed (index_songs does that).',
  input: findSongsInput,
  output: findSongsOutput,
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async run({ limit, songs, ...args }, call) {
    const trackIds = songs && (await Promise.all(songs.map((song) => indexedTrackId(call.workspace, song))));
    const query = queryOf(args, trackIds, call.signal);
    return searchWithin(call, limit, (most) => call.useCases.findSongs(call.workspace, { ...query, limit: most }));
  },
});

function queryOf(
  args: Omit<z.output<typeof findSongsInput>, 'limit' | 'songs'>,
  trackIds: string[] | undefined,
  signal: AbortSignal,
): FindQuery {
  const { description, not, cursor, textVariant } = args;
  return {
    description,
    filter: { ...filterOf(args), ...(trackIds && { trackIds }) },
    signal,
    ...(not !== undefined && { not }),
    ...(cursor !== undefined && { cursor }),
    ...(textVariant !== undefined && { textVariant }),
  };
}
