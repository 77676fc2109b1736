import { expect, test } from '@jest/globals';
import type { TrackFilter } from '../../src/library/track-filter.js';
import { blameFilter } from '../../src/retrieve/blame-filter.js';

const WORDING = { nothingPasses: 'No song passes.', nothingFits: 'None fits.' };
/** A library of one song without tags, at 120 BPM and in A minor. */
const library = {
  filterTracks: async ({ genre, year, tempoBpm = [0, 999], key = 'A minor' }: TrackFilter = {}) =>
    !genre && !year && tempoBpm[0] <= 120 && tempoBpm[1] >= 120 && key === 'A minor' ? ['song'] : [],
};

test.each<[string, TrackFilter, string]>([
  ['one that leaves nothing', { tempoBpm: [170, 190] }, 'No song passes. None passes tempo.'],
  ['the one of two that does', { tempoBpm: [170, 190], key: 'A minor' }, 'No song passes. None passes tempo.'],
  [
    'what only tags tell',
    { genre: 'rock', year: [1990, 1999], key: 'C major' },
    'No song passes. None passes genre, none year, none key. Of genre and year only the tags of the files tell: describe it instead.',
  ],
  ['no filter, no blame', {}, 'No song passes.'],
  ['one that lets the asked song alone pass', { key: 'A minor' }, 'No song passes.'],
  [
    'only all together',
    { key: 'A minor', tempoBpm: [100, 130] },
    'No song passes. Each of them lets some pass, all together none.',
  ],
])('%s', async (_, filter, expected) => {
  expect(await blameFilter(WORDING, library, filter)).toEqual({ ...WORDING, nothingPasses: expected });
});
