import * as z from 'zod';
import { parseRange, type TrackFilter } from '../library/track-filter.js';
import type { FindQuery, FindResult } from '../retrieve/find-songs.js';
import { countFitting, estimateTokens, round } from './result-budget.js';
import { defineTool, type ToolCall } from './tool.js';

/** `parseRange` says what is wrong with it, in words that the command line uses, too. */
const range = z.string().max(40);

export const findSongsInput = z.strictObject({
  description: z
    .string()
    .max(12_000)
    .describe(
      'What the music is like, in English, up to 1,000 words. Write one sentence for each thing to hear, in the order in which it happens.',
    ),
  not: z
    .array(z.string().min(1).max(500))
    .max(20)
    .optional()
    .describe('Things to avoid, such as "singing" or "distorted guitar"; up to 20.'),
  tempo: range
    .optional()
    .describe('Tempo range in BPM, "low..high": "120..128", "..90", "140..". Songs outside are left out.'),
  key: z
    .string()
    .max(20)
    .optional()
    .describe('Key, such as "A minor" or "F# major". Songs in another key are left out.'),
  duration: range.optional().describe('Length range in seconds, "low..high": "120..300".'),
  year: range.optional().describe('Release year range, "low..high": "1990..1999".'),
  genre: z.string().max(100).optional().describe('A genre as it stands in the tags of the files.'),
  path: z.string().max(1_000).optional().describe('Only songs whose path contains this text.'),
  limit: z.int().min(1).max(50).default(10).describe('How many songs at most, 1 to 50.'),
  cursor: z
    .string()
    .max(500)
    .optional()
    .describe('nextCursor of the answer before, with the same other arguments, to go on.'),
  textVariant: z
    .enum(['bidirectional', 'causal'])
    .optional()
    .describe('Text encoder; leave it out to use the better one.'),
});

const evidence = z.object({
  sentence: z.string().describe('A sentence of the description.'),
  role: z.enum(['wanted', 'avoided']),
  startSeconds: z
    .number()
    .nullable()
    .describe('Where the span that answers the sentence begins, in seconds; null when nothing does.'),
  endSeconds: z.number().nullable().describe('Where it ends, in seconds.'),
  score: z.number().describe('How well the span fits; to be compared within one answer only.'),
});

export const findSongsOutput = z.object({
  results: z.array(
    z.object({
      rank: z.int().describe('1 is the best.'),
      trackId: z.string().describe('Names the song to other tools.'),
      path: z.string(),
      title: z.string().nullable(),
      artist: z.string().nullable(),
      durationSeconds: z.number(),
      score: z.number().describe('To be compared within one answer only.'),
      certainty: z.enum(['high', 'medium', 'low']).describe('How sure it is that the song fits at all.'),
      evidence: z.array(evidence).describe('For every sentence, the span that answers it.'),
    }),
  ),
  nextCursor: z.string().nullable().describe('Give it as cursor for the songs that follow; null at the end.'),
  note: z.string().nullable().describe('What to know about the answer, such as that nothing fits.'),
  warnings: z
    .array(z.string())
    .describe('What may have made the answer worse, such as a description that is not English.'),
});

/** Long description, filters and exclusions in; ranked songs with the time span that answers every sentence out. */
export const findSongsTool = defineTool({
  name: 'find_songs',
  title: 'Find songs by description',
  description:
    'Searches the indexed music by how it sounds and how it unfolds. Takes a description of one to many sentences, things to avoid and measured filters; ' +
    'returns ranked songs, each with the time span in seconds that answers each sentence. ' +
    'Do not use it to look up a known title or artist (classify_song and embed_song take titles), for lyrics, or before anything is indexed (index_songs does that).',
  input: findSongsInput,
  output: findSongsOutput,
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async run(args, call) {
    const query = queryOf(args, call.signal);
    const found = rounded(await call.useCases.findSongs(call.workspace, query));
    return estimateTokens(found) <= call.maxTokens ? found : askForFewer(query, found, call);
  },
});

function queryOf(args: z.output<typeof findSongsInput>, signal: AbortSignal): FindQuery {
  const { description, not, limit, cursor, textVariant } = args;
  const filter: TrackFilter = {
    ...(args.tempo !== undefined && { tempoBpm: parseRange(args.tempo) }),
    ...(args.key !== undefined && { key: args.key }),
    ...(args.duration !== undefined && { durationSeconds: parseRange(args.duration) }),
    ...(args.year !== undefined && { year: parseRange(args.year) }),
    ...(args.genre !== undefined && { genre: args.genre }),
    ...(args.path !== undefined && { pathContains: args.path }),
  };
  return {
    description,
    limit,
    filter,
    signal,
    ...(not !== undefined && { not }),
    ...(cursor !== undefined && { cursor }),
    ...(textVariant !== undefined && { textVariant }),
  };
}

/** Asks again for as many songs as fit, so that the cursor goes on right behind them. */
async function askForFewer(query: FindQuery, found: FindResult, call: ToolCall): Promise<FindResult> {
  const fitting = Math.max(1, countFitting(found.results, call.maxTokens - estimateTokens({ ...found, results: [] })));
  const fewer = rounded(await call.useCases.findSongs(call.workspace, { ...query, limit: fitting }));
  const note = `Only ${fitting} songs fit into one answer; nextCursor leads to the others.`;
  return { ...fewer, note: fewer.note === null ? note : `${fewer.note} ${note}` };
}

/** Tenths of a second and four decimals of a score are all that the model can tell. */
function rounded(found: FindResult): FindResult {
  const results = found.results.map((song) => ({
    ...song,
    durationSeconds: round(song.durationSeconds, 1),
    score: round(song.score, 4),
    evidence: song.evidence.map((span) => ({
      ...span,
      startSeconds: span.startSeconds === null ? null : round(span.startSeconds, 1),
      endSeconds: span.endSeconds === null ? null : round(span.endSeconds, 1),
      score: round(span.score, 4),
    })),
  }));
  return { ...found, results };
}
