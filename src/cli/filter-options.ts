import { type Command, InvalidArgumentError } from 'commander';
import type { TrackFilter } from '../library/track-filter.js';

/** What limits an answer to some songs of the library, and to so many. */
export interface FilterOptions {
  tempo?: string;
  key?: string;
  duration?: string;
  year?: string;
  path?: string;
  genre?: string;
  limit: number;
  cursor?: string;
}

export function withFilterOptions(command: Command): Command {
  return command
    .option('--tempo <range>', 'only songs of this tempo in BPM: 120..128, 120.., ..90')
    .option('--key <key>', 'only songs in this key: "A minor"')
    .option('--duration <range>', 'only songs of this length: 2:00..5:00, or seconds')
    .option('--year <range>', 'only songs of these years: 1990..1999')
    .option('--path <text>', 'only songs whose path contains this text')
    .option('--genre <genre>', 'only songs whose tags name this genre')
    .option('--limit <count>', 'how many songs, 1 to 50', parseLimit, 10)
    .option('--cursor <cursor>', 'nextCursor of the answer before, to go on');
}

function parseLimit(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 50) return limit;
  throw new InvalidArgumentError('Expected a whole number from 1 to 50.');
}

/** @throws {@link CollapError} `E_FILTER` for a range that is none. */
export async function filterOf(options: FilterOptions): Promise<TrackFilter> {
  const { parseLengthRange, parseRange } = await import('../library/track-filter.js');
  return {
    ...(options.tempo !== undefined && { tempoBpm: parseRange(options.tempo) }),
    ...(options.key !== undefined && { key: options.key }),
    ...(options.duration !== undefined && { durationSeconds: parseLengthRange(options.duration) }),
    ...(options.year !== undefined && { year: parseRange(options.year) }),
    ...(options.path !== undefined && { pathContains: options.path }),
    ...(options.genre !== undefined && { genre: options.genre }),
  };
}
