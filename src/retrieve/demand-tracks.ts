import { CollapError } from '../errors.js';

/** @throws {@link CollapError} `E_EMPTY_LIBRARY` when there is nothing to search. */
export function demandTracks(trackCount: number): void {
  if (trackCount > 0) return;
  throw new CollapError(
    'E_EMPTY_LIBRARY',
    'The library holds no songs yet, so there is nothing to search.',
    'Add songs first with `collap index PATH…` (index_songs over MCP), or name another library by --library.',
  );
}
