import * as z from 'zod';
import { parseLengthRange, parseRange, type TrackFilter } from '../library/track-filter.js';

/** `parseRange` says what is wrong with it, in words that the command line uses, too. */
const range = z.string().max(40);

/** What limits an answer to some songs of the library, and to so many: fields of an input schema. */
export const songFilterFields = {
  tempo: range.optional().describe('Tempo in BPM: "120..128", "..90", "140..". Others are left out.'),
  key: z.string().max(20).optional().describe('Such as "A minor" or "F# major". Others are left out.'),
  duration: range.optional().describe('Length in seconds, "120..300", or "2:00..5:00".'),
  year: range.optional().describe('Year of release: "1990..1999".'),
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
};

/** @throws {@link CollapError} `E_FILTER` for a range that is none. */
export function filterOf(
  args: {
    readonly [Name in 'tempo' | 'key' | 'duration' | 'year' | 'genre' | 'path']?: string | undefined;
  },
): TrackFilter {
  return {
    ...(args.tempo !== undefined && { tempoBpm: parseRange(args.tempo) }),
    ...(args.key !== undefined && { key: args.key }),
    ...(args.duration !== undefined && { durationSeconds: parseLengthRange(args.duration) }),
    ...(args.year !== undefined && { year: parseRange(args.year) }),
    ...(args.genre !== undefined && { genre: args.genre }),
    ...(args.path !== undefined && { pathContains: args.path }),
  };
}
